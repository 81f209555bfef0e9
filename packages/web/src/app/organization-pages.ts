import type { ComponentType } from "react";
import {
  addressOf,
  pageNames,
  pages,
  type OrganizationPageName,
  type PageName,
} from "../../../server/src/addresses.ts";
import { suspendedText } from "../organizations/strings.ts";
import type { IconName } from "../parts/icon.tsx";
import type { Organization, OrganizationPermission } from "./api-types.ts";
import { fetchedPage } from "./fetched-page.ts";
import type { NavPage } from "./nav-group.tsx";
import { organizationText } from "./strings.ts";

// Few accounts have an organization; whoever opens one of its pages gets the code of that page.
const MembersPage = fetchedPage(async () => (await import("../members/members-page.tsx")).MembersPage);
const WorkspacesPage = fetchedPage(async () => (await import("../workspaces/workspaces-page.tsx")).WorkspacesPage);
const SingleSignOnPage = fetchedPage(async () => (await import("../single-sign-on/sso-page.tsx")).SingleSignOnPage);
const PoliciesPage = fetchedPage(async () => (await import("../policies/policies-page.tsx")).PoliciesPage);
const AuditLogPage = fetchedPage(async () => (await import("../activity/audit-log-page.tsx")).AuditLogPage);

interface OrganizationPage {
  label: string;
  icon: IconName;
  page: ComponentType;
  wide: boolean;
}

/** What is shown at their addresses. */
export const organizationPages: Record<OrganizationPageName, OrganizationPage> = {
  members: { label: organizationText.members, icon: "users", page: MembersPage, wide: true },
  workspaces: { label: organizationText.workspaces, icon: "building", page: WorkspacesPage, wide: true },
  singleSignOn: { label: organizationText.singleSignOn, icon: "sign-in", page: SingleSignOnPage, wide: false },
  policies: { label: organizationText.policies, icon: "sliders", page: PoliciesPage, wide: false },
  auditLog: { label: organizationText.auditLog, icon: "list", page: AuditLogPage, wide: true },
};

export function isOrganizationPage(name: PageName): name is OrganizationPageName {
  return Object.hasOwn(organizationPages, name);
}

/** Who lacks it is not told that the page is there. */
export function permissionOf(name: OrganizationPageName): OrganizationPermission {
  return pages[name].who.may;
}

/** The pages of an organization that its member may open, in the order of the table. */
export function navOf({ id, status, permissions }: Organization): NavPage[] {
  const places = { organization: id };
  if (status === "suspended") return [{ href: addressOf("suspended", places), label: suspendedText.nav, icon: "ban" }];
  return pageNames
    .filter(isOrganizationPage)
    .filter((name) => permissions.includes(permissionOf(name)))
    .map((name) => ({ ...organizationPages[name], href: addressOf(name, places) }));
}
