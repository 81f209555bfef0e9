import { isPhishingResistant } from "./assurance.ts";
import { listAllowed } from "./binding-required.ts";
import type { HeldPolicies } from "./held-policies.ts";
import type { AuthenticatorKind } from "./vocabulary.ts";

/** From when on somebody who has these second factors cannot go on without another; null when they have what is asked for. */
export function decideBindBy(kinds: readonly AuthenticatorKind[], held: HeldPolicies): number | null {
  const allowed = listAllowed(
    kinds.map((kind) => ({ kind, id: kind })),
    held,
  );
  const { twoFactorFrom, phishingResistantFrom } = held;
  const lacksKey = phishingResistantFrom !== null && !allowed.some(({ kind }) => isPhishingResistant(kind));
  const lacksAny = twoFactorFrom !== null && allowed.length === 0;
  const due = [lacksKey && phishingResistantFrom.value, lacksAny && twoFactorFrom.value].filter((at) => at !== false);
  return due.length > 0 ? Math.min(...due) : null;
}
