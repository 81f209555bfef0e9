import type { ComponentType } from "react";
import { AuditLogPage } from "../activity/audit-log-page.tsx";
import type { IconName } from "../parts/icon.tsx";
import { MembersPage } from "../members/members-page.tsx";
import { PoliciesPage } from "../policies/policies-page.tsx";
import type { Organization, OrganizationPermission } from "./api-types.ts";
import type { NavPage } from "./nav-group.tsx";
import { organizationText } from "./strings.ts";
import { WorkspacesPage } from "../workspaces/workspaces-page.tsx";
import { suspendedText } from "../organizations/strings.ts";

interface OrganizationPage {
  /** After `/organizations/{org}/`. */
  path: string;
  label: string;
  icon: IconName;
  /** Who lacks it is not told that the page is there. */
  permission: OrganizationPermission;
  /** Addresses of its dialogs, after its own. */
  dialogs?: RegExp;
  page: ComponentType;
}

/** The pages of an organization, in the order of the navigation. A new page is a new line. */
const organizationPages: OrganizationPage[] = [
  {
    path: "members",
    label: organizationText.members,
    icon: "users",
    permission: "list-members",
    dialogs:
      /^(?:invite|settings|invitations\/[^/]+\/take-back|[^/]+\/(?:role|end-sessions|password-reset|suspend|restore|transfer|remove))$/,
    page: MembersPage,
  },
  {
    path: "workspaces",
    label: organizationText.workspaces,
    icon: "building",
    permission: "manage-workspaces",
    dialogs: /^(?:new|wksp_[^/]+(?:\/(?:rename|delete|add))?)$/,
    page: WorkspacesPage,
  },
  {
    path: "policies",
    label: organizationText.policies,
    icon: "sliders",
    permission: "see-policies",
    dialogs: /^review$/,
    page: PoliciesPage,
  },
  {
    path: "audit-log",
    label: organizationText.auditLog,
    icon: "list",
    permission: "read-log",
    dialogs: /^protection$/,
    page: AuditLogPage,
  },
];

/** What the addresses of an organization's pages begin with. */
export function organizationPath(org: string): string {
  return `/organizations/${org}/`;
}

/** Where a suspended member is told so: all that is left to them there. */
export function suspendedPath(org: string): string {
  return `${organizationPath(org)}suspended`;
}

/** The pages of an organization that its member may open. */
export function navOf({ id, status, permissions }: Organization): NavPage[] {
  if (status === "suspended") return [{ href: suspendedPath(id), label: suspendedText.nav, icon: "ban" }];
  return organizationPages
    .filter(({ permission }) => permissions.includes(permission))
    .map(({ path, label, icon }) => ({ href: `/organizations/${id}/${path}`, label, icon }));
}

/** The page at an address, or a dialog's page; undefined when there is none. */
export function findOrganizationPage(location: string): { org: string; found: OrganizationPage } | undefined {
  const [, area, org, path, ...rest] = location.replace(/\/$/, "").split("/");
  if (area !== "organizations" || org === undefined) return undefined;
  const found = organizationPages.find((page) => page.path === path);
  if (found === undefined) return undefined;
  const isThere = rest.length === 0 || found.dialogs?.test(rest.join("/")) === true;
  return isThere ? { org, found } : undefined;
}
