import type { HeldAllowlist, HeldLimits } from "../../requests/acting.ts";
import type { HeldPolicies } from "./held-policies.ts";
import type { RequiredSingleSignOn } from "../../../vocabulary/policies.ts";
import type { Role } from "../../../vocabulary/roles.ts";

/** An organization somebody belongs to. It does not say from where they may act there: see `HeldPlace`. */
export interface MemberPlace {
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  readonly timeZone: string;
  readonly role: Role;
  readonly joinedAt: number;
  readonly suspendedAt: number | null;
  readonly isBreakGlass: boolean;
  readonly requiredSingleSignOn: RequiredSingleSignOn;
  /** The workspaces they are in, by id. */
  readonly workspaces: ReadonlyMap<string, MemberWorkspace>;
}

export interface MemberWorkspace {
  readonly id: string;
  readonly name: string;
  readonly limits: HeldLimits | null;
}

interface Listed {
  readonly allowlist: HeldAllowlist | null;
  /** What an address must be on to act there: the organization's, and in a workspace its own too. */
  readonly allowlists: readonly HeldAllowlist[];
}

/** An organization somebody belongs to, with what holds when they act there. */
export interface HeldPlace extends MemberPlace, Listed {
  readonly workspaces: ReadonlyMap<string, HeldWorkspace>;
}

export interface HeldWorkspace extends MemberWorkspace, Listed {}

/** Where an account belongs, and what it is held to everywhere. */
export interface Belonging {
  readonly held: HeldPolicies;
  readonly places: ReadonlyMap<string, MemberPlace>;
}

/** The same with what holds when they act there. */
export interface Holding extends Belonging {
  readonly places: ReadonlyMap<string, HeldPlace>;
}
