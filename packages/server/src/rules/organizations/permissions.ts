import { type Role, roles } from "../../vocabulary/roles.ts";
import { type Refusal, refuse } from "../../problems.ts";

const everyone = roles;
const admins = ["owner", "admin"] as const;

/** THE table: who may do what. An auditor sees the log, how people sign in, and nothing else. */
const table = {
  "see-organization": everyone,
  leave: everyone,
  "change-organization": admins,
  "list-members": admins,
  "manage-members": admins,
  "manage-workspaces": admins,
  "see-policies": admins,
  "change-policies": admins,
  "see-sso": ["owner", "admin", "auditor"],
  "manage-sso": admins,
  "transfer-ownership": ["owner"],
  "name-break-glass": ["owner"],
  "read-log": ["owner", "admin", "auditor"],
  "export-log": ["owner", "admin", "auditor"],
} as const satisfies Record<string, readonly Role[]>;

/** What may be done in an organization. */
export type Permission = keyof typeof table;
export const permissions: Readonly<Record<Permission, readonly Role[]>> = table;
export const permissionNames = Object.keys(table) as [Permission, ...Permission[]];

export function decideMay(role: Role, permission: Permission): boolean {
  return permissions[permission].includes(role);
}

export function listPermissions(role: Role): Permission[] {
  return permissionNames.filter((permission) => decideMay(role, permission));
}

/** What may be done to a member. */
export type MemberAct =
  "change-role" | "remove" | "suspend" | "restore" | "end-sessions" | "require-password-reset" | "transfer-ownership";

/** Whether whoever was an owner is none afterwards. */
export function decideEndsOwnership(act: MemberAct, to: Role | undefined): boolean {
  return act === "remove" || act === "suspend" || (act === "change-role" && to !== "owner");
}

/** Whether a role may do that to others at all, whoever they are. */
export function decideActsOnOthers(role: Role, act: MemberAct): Refusal<"not-allowed"> | undefined {
  if (decideMay(role, act === "transfer-ownership" ? "transfer-ownership" : "manage-members")) return undefined;
  return notByRole("Your role in this organization does not include that. Ask one of its owners or admins.");
}

/** Whether someone may invite a person to a role. */
export function decideInviting(role: Role, to: Role): Refusal<"not-allowed"> | undefined {
  if (!decideMay(role, "manage-members"))
    return notByRole("Your role in this organization does not include that. Ask one of its owners or admins.");
  return to === "owner" && role !== "owner" ? notByRole(ownersMakeOwners) : undefined;
}

export const ownersMakeOwners = "Only an owner makes someone an owner. Ask one of the organization's owners.";

export function notByRole(detail: string): Refusal<"not-allowed"> {
  return refuse("not-allowed", { reason: "role", detail });
}
