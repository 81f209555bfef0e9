import type { HeldPolicies } from "./held-policies.ts";

/**
 * What organizations and workspaces forbid may together leave nothing that another of them asks for, and each of them alone is
 * in order: nobody could go on, nor undo it. So passkeys, the strongest there is, are never forbidden to whoever must have one,
 * is named for break-glass, or would be left without any second factor.
 */
export function allowNeededPasskeys(held: HeldPolicies, isBreakGlass: boolean): HeldPolicies {
  const { passkey, totp, phone } = held.forbiddenKinds;
  if (!passkey) return held;
  const isNeeded = isBreakGlass || held.phishingResistantFrom !== null || (totp !== undefined && phone !== undefined);
  if (!isNeeded) return held;
  return { ...held, forbiddenKinds: { ...(totp && { totp }), ...(phone && { phone }) } };
}
