import type { HeldAllowlist, HeldLimits } from "../../requests/acting.ts";
import type { HeldPolicies } from "./held-policies.ts";
import type { Role } from "../../../vocabulary/roles.ts";

/** An organization somebody belongs to, with what holds when they act there. */
export interface HeldPlace {
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  readonly timeZone: string;
  readonly role: Role;
  readonly joinedAt: number;
  readonly suspendedAt: number | null;
  readonly isBreakGlass: boolean;
  readonly allowlist: HeldAllowlist | null;
  /** What an address must be on to act there: that one, where it is. */
  readonly allowlists: readonly HeldAllowlist[];
  /** The workspaces they are in, by id. */
  readonly workspaces: ReadonlyMap<string, HeldWorkspace>;
}

export interface HeldWorkspace {
  readonly id: string;
  readonly name: string;
  readonly allowlist: HeldAllowlist | null;
  /** What an address must be on to act there: the organization's, and its own. */
  readonly allowlists: readonly HeldAllowlist[];
  readonly limits: HeldLimits | null;
}

/** Where an account belongs, and what it is held to everywhere. */
export interface Holding {
  readonly held: HeldPolicies;
  readonly places: ReadonlyMap<string, HeldPlace>;
}
