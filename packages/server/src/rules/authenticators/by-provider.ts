import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";

/** What an identity provider has to do with an account. */
export interface ProviderFacts {
  /** It is known at one. */
  readonly isKnown: boolean;
  /** Its holder must come by one: a password of their own lets nobody in. */
  readonly isRequired: boolean;
}

/** Whether nothing but a provider lets somebody in, as far as second factors leave it open. */
export function decideIsByProvider(
  usable: readonly Pick<BoundAuthenticator, "kind">[],
  { isRequired, isKnown }: ProviderFacts,
): boolean {
  return isRequired || (isKnown && usable.every(({ kind }) => kind !== "password"));
}
