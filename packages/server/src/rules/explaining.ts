import { secondFactorKinds } from "./allowed-kinds.ts";
import { isPhishingResistant } from "./assurance.ts";
import { decideBindingRequired, listAllowed } from "./binding-required.ts";
import type { Held, HeldPolicies, Source } from "./held-policies.ts";
import type { RequiredSecondFactor } from "./policies.ts";
import type { AuthenticatorKind, BoundAuthenticator } from "./vocabulary.ts";

/** What holds for somebody, and who holds them to it; null: the deployment itself. */
export interface Explained<Value> {
  readonly value: Value;
  readonly source: Source | null;
}

export interface ExplainedSecondFactor {
  readonly required: RequiredSecondFactor;
  readonly dueAt: number | null;
  readonly met: boolean;
  readonly kinds: readonly AuthenticatorKind[];
}

/** The demand that matters to somebody: the first they do not meet, else the strictest. */
export function explainSecondFactor(
  bound: readonly BoundAuthenticator[],
  offered: readonly AuthenticatorKind[],
  held: HeldPolicies,
  now: number,
): Explained<ExplainedSecondFactor> {
  const allowed = listAllowed(bound, held);
  const kinds = offered.filter((kind) => !held.forbiddenKinds[kind]);
  const strong = { required: "phishing-resistant", from: held.phishingResistantFrom } as const;
  const any = { required: "two-factor", from: held.twoFactorFrom } as const;
  const demands = [strong, any].filter(({ from }) => from !== null) as {
    required: RequiredSecondFactor;
    from: Held<number>;
  }[];
  const meets = (required: RequiredSecondFactor): boolean =>
    required === "phishing-resistant" ? allowed.some(({ kind }) => isPhishingResistant(kind)) : allowed.length > 0;
  const unmet = demands.filter(({ required }) => !meets(required)).sort((a, b) => a.from.value - b.from.value);
  const chosen = unmet[0] ?? demands[0];
  if (!chosen) {
    const met = decideBindingRequired(bound, held, now) === null;
    return { value: { required: "none", dueAt: null, met, kinds }, source: null };
  }
  const { required, from } = chosen;
  const doing = required === "phishing-resistant" ? kinds.filter(isPhishingResistant) : kinds;
  return { value: { required, dueAt: from.value, met: meets(required), kinds: doing }, source: from.source };
}

/** Which kinds may be used, null when all may; `source` is the first of those who forbid some. */
export function explainAllowedKinds({ forbiddenKinds }: HeldPolicies): Explained<AuthenticatorKind[] | null> {
  const source = secondFactorKinds.map((kind) => forbiddenKinds[kind]).find((each) => each !== undefined);
  if (!source) return { value: null, source: null };
  const left = secondFactorKinds.filter((kind) => !forbiddenKinds[kind]);
  return { value: ["password", ...left, "recovery-code"], source };
}
