/** A person's place in an organization. */
export type Role = "owner" | "admin" | "member" | "auditor";

/** What may be done in an organization. */
export type Permission =
  | "see-organization"
  | "change-organization"
  | "list-members"
  | "manage-members"
  | "leave"
  | "manage-workspaces"
  | "see-policies"
  | "change-policies"
  | "transfer-ownership"
  | "name-break-glass"
  | "read-log"
  | "export-log";

const everyone = ["owner", "admin", "member", "auditor"] as const;
const admins = ["owner", "admin"] as const;

/** THE table: who may do what. An auditor sees the log and nothing else. */
export const permissions: Readonly<Record<Permission, readonly Role[]>> = {
  "see-organization": everyone,
  leave: everyone,
  "change-organization": admins,
  "list-members": admins,
  "manage-members": admins,
  "manage-workspaces": admins,
  "see-policies": admins,
  "change-policies": admins,
  "transfer-ownership": ["owner"],
  "name-break-glass": ["owner"],
  "read-log": ["owner", "admin", "auditor"],
  "export-log": ["owner", "admin", "auditor"],
};

export const roles: readonly Role[] = everyone;

export function decideMay(role: Role, permission: Permission): boolean {
  return permissions[permission].includes(role);
}

export function listPermissions(role: Role): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) => decideMay(role, permission));
}
