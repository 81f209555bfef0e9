import { type Role } from "../../vocabulary/roles.ts";
import type { Attributes, RoleRule } from "../../vocabulary/sso.ts";

/** What the rules give somebody. */
export interface Given {
  readonly role: Role | null;
  /** Workspaces they are in by the rules. */
  readonly workspaces: readonly string[];
  /** Whether what the provider says is enough to take something away. */
  readonly mayTakeAway: boolean;
}

/**
 * What the first rule that fits gives: a role, a workspace, or both; rules for workspaces go on being looked at until each
 * workspace has met its first. Of groups that were too many to be sent nothing follows.
 */
export function decideGiven(rules: readonly RoleRule[], attributes: Attributes, isOverage: boolean): Given {
  if (isOverage) return { role: null, workspaces: [], mayTakeAway: false };
  const says = (name: string, value: string): boolean =>
    Object.hasOwn(attributes, name) && attributes[name]!.includes(value);
  const fitting = rules.filter(({ attribute, equals }) => says(attribute, equals));
  const role = fitting.find((rule) => rule.role !== undefined)?.role ?? null;
  const workspaces = [...new Set(fitting.flatMap(({ workspace }) => (workspace === undefined ? [] : [workspace])))];
  return { role, workspaces, mayTakeAway: true };
}

/** Somebody's place as it is. */
export interface Standing {
  readonly role: Role;
  readonly workspaces: readonly string[];
  /** The last owner, or one named for break-glass: no rule takes their role. */
  readonly isNeeded: boolean;
}

export interface RoleChange {
  readonly role: Role | null;
  readonly join: readonly string[];
  readonly leave: readonly string[];
}

/** What changes at a sign-in. Where rules give roles, whom none fits is a member; no rule makes or unmakes an owner. */
export function decideRoleChange(rules: readonly RoleRule[], given: Given, standing: Standing): RoleChange {
  if (!given.mayTakeAway) return { role: null, join: [], leave: [] };
  const givesRoles = rules.some(({ role }) => role !== undefined);
  const to = givesRoles ? (given.role ?? "member") : standing.role;
  const isFixed = standing.isNeeded || standing.role === "owner" || to === "owner";
  const governed = new Set(rules.flatMap(({ workspace }) => (workspace === undefined ? [] : [workspace])));
  return {
    role: isFixed || to === standing.role ? null : to,
    join: given.workspaces.filter((id) => !standing.workspaces.includes(id)),
    leave: standing.workspaces.filter((id) => governed.has(id) && !given.workspaces.includes(id)),
  };
}
