import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";

/** What an identity provider has to do with an account. */
export interface ProviderFacts {
  /** It is known at one. */
  readonly isKnown: boolean;
  /** Its holder must come by one; null where nobody asks that. */
  readonly captured: { readonly isBreakGlass: boolean } | null;
}

/** Whether nothing but a provider lets somebody in, as far as second factors leave it open. */
export function decideIsByProvider(
  usable: readonly Pick<BoundAuthenticator, "kind">[],
  { captured, isKnown }: ProviderFacts,
): boolean {
  // A password of their own lets nobody in then, but for break-glass.
  const isRequired = captured !== null && !captured.isBreakGlass;
  return isRequired || (isKnown && usable.every(({ kind }) => kind !== "password"));
}
