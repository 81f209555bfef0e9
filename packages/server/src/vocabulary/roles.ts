/** A person's place in an organization. */
export const roles = ["owner", "admin", "member", "auditor"] as const;
export type Role = (typeof roles)[number];
