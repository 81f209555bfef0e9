import type { SamlNameId } from "./saml-facts.ts";

/** Whose name it is: the identity provider's entity ID and ours. */
export interface SamlParties {
  readonly entityId: string;
  readonly ours: string;
}

/**
 * Issuer and subject as one text, as they are compared. A qualifier that says what goes without saying is none (SAML core 8.3.7): the
 * same person is not another because a provider begins to write it, or leaves it out of a sign-out.
 */
export function samlSubjectKey({ entityId, ours }: SamlParties, name: SamlNameId): string {
  const qualifier = name.nameQualifier === entityId ? "" : (name.nameQualifier ?? "");
  const spQualifier = name.spNameQualifier === ours ? "" : (name.spNameQualifier ?? "");
  return JSON.stringify([entityId, name.value, qualifier, spQualifier]);
}
