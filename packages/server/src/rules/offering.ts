import type { AuthenticatorKind } from "./vocabulary.ts";

/** Strongest first, as the ways of an attempt are offered. */
const order: readonly AuthenticatorKind[] = ["passkey", "totp", "phone", "password", "recovery-code"];

/** Puts what may be proven in the order it is offered: the preferred one, then the strongest first. */
export function decideOrder<Way extends { readonly kind: AuthenticatorKind; readonly preferred: boolean }>(
  ways: readonly Way[],
): Way[] {
  const rank = ({ kind, preferred }: Way): number => (preferred ? -1 : order.indexOf(kind));
  return [...ways].sort((a, b) => rank(a) - rank(b));
}
