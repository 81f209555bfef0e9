import type { BoundAuthenticator } from "../../../vocabulary/proofs.ts";
import { refuse, type Refusal } from "../../../problems.ts";
import { isPhishingResistant } from "../../sign-in/assurance.ts";
import { areOwnersKeptOut } from "./allowlist-change.ts";
import type { PolicySet } from "../../../vocabulary/policies.ts";
import type { Standing } from "./change-facts.ts";

/** An owner as break-glass sees them. */
export interface BreakGlassOwner extends Standing {
  readonly accountId: string;
  readonly name: string;
}

export interface BreakGlassFacts {
  /** The accounts to be named. */
  readonly named: readonly string[];
  /** Owners who are neither suspended there nor altogether. */
  readonly owners: readonly BreakGlassOwner[];
  readonly policies: PolicySet;
}

/** Refuses anything but two different owners with a passkey each, or none; and none where it is all that lets an owner in. */
export function decideBreakGlass({
  named,
  owners,
  policies,
}: BreakGlassFacts): Refusal<"invalid-request" | "not-allowed"> | undefined {
  if (named.length === 0) return decideNone(owners, policies);
  if (named.length !== 2 || named[0] === named[1])
    return refuse("invalid-request", {
      errors: [{ pointer: "#/owners", detail: "Name two different owners, or none." }],
    });
  for (const id of named) {
    const owner = owners.find(({ accountId }) => accountId === id);
    if (!owner)
      return refuse("not-allowed", {
        reason: "not-an-owner",
        detail: "Only active owners can be named for break-glass. Make them an owner first.",
      });
    if (!owner.kinds.some(isPhishingResistant))
      return refuse("not-allowed", {
        reason: "no-passkey",
        detail: `${owner.name} has no passkey. Ask them to add a passkey or security key to their account first.`,
      });
  }
  return undefined;
}

const whileRequired =
  "Single sign-on is required: break-glass is all that lets anybody in when the identity provider does not work. Name two other owners, or stop requiring single sign-on first.";

function decideNone(owners: readonly Standing[], policies: PolicySet): Refusal<"not-allowed"> | undefined {
  const { ipAllowlist, singleSignOn } = policies;
  if (singleSignOn && singleSignOn.required !== "none")
    return refuse("not-allowed", { reason: "single-sign-on", detail: whileRequired });
  const after = owners.map((owner) => ({ ...owner, isBreakGlass: false }));
  if (!ipAllowlist?.enabled || !areOwnersKeptOut(ipAllowlist, after)) return undefined;
  return refuse("not-allowed", {
    reason: "owners-addresses",
    detail:
      "No owner came from an address on the IP allowlist in the last 30 days: break-glass is all that lets one in. Add an owner's address to the list first.",
  });
}

/** Keeps the last passkey of an owner who is named for break-glass somewhere. */
export function decideBreakGlassKeeps(
  before: readonly BoundAuthenticator[],
  after: readonly BoundAuthenticator[],
  namedIn: readonly { readonly id: string; readonly name: string }[],
): Refusal<"last-authenticator"> | undefined {
  const [organization] = namedIn;
  const hasKey = (list: readonly BoundAuthenticator[]): boolean => list.some(({ kind }) => isPhishingResistant(kind));
  if (!organization || !hasKey(before) || hasKey(after)) return undefined;
  return refuse("last-authenticator", {
    reason: `break-glass of ${organization.name}`,
    detail: `You are named for break-glass in ${organization.name}, which needs a passkey. Add another passkey first, or have an owner name somebody else.`,
    policy: { name: "breakGlass", organization: { id: organization.id, name: organization.name }, workspace: null },
  });
}
