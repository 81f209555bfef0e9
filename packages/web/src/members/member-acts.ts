import type { MemberItem, Role } from "../app/api-types.ts";

export const memberActs = [
  "role",
  "end-sessions",
  "password-reset",
  "transfer",
  "restore",
  "suspend",
  "remove",
] as const;
export type MemberAct = (typeof memberActs)[number];
/** What is asked about in a confirmation of its own. */
export type ConfirmedAct = Exclude<MemberAct, "role">;

type Target = Pick<MemberItem, "role" | "status" | "sessions" | "you">;

/** What someone may do to a member, in the order of the menu. The server decides; what it would refuse is not offered. */
export function actsOn(mine: Role, { role, status, sessions, you }: Target): MemberAct[] {
  const isOwner = mine === "owner";
  if (!isOwner && (mine !== "admin" || role === "owner")) return [];
  // Nobody acts on themself, but an owner may step down. Leaving is under Account.
  if (you) return isOwner ? ["role"] : [];
  const suspended = status === "suspended";
  const acts: [act: MemberAct, fits: boolean][] = [
    ["role", true],
    ["end-sessions", sessions > 0],
    ["password-reset", true],
    ["transfer", isOwner && role !== "owner" && !suspended],
    ["restore", suspended],
    ["suspend", !suspended],
    ["remove", true],
  ];
  return acts.filter(([, fits]) => fits).map(([act]) => act);
}

/** The roles someone may give. */
export function rolesToGive(mine: Role): Role[] {
  const below: Role[] = ["admin", "member", "auditor"];
  return mine === "owner" ? ["owner", ...below] : below;
}
