import type { Assurance } from "../vocabulary/proofs.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";

/** What `GET /v1/session` answers of a session nobody doubts. Instants as RFC 3339 writes them. */
export interface PlainSession {
  readonly id: string;
  readonly account: { readonly id: string; readonly email: string; readonly name: string };
  readonly assurance: Assurance;
  readonly phishingResistant: boolean;
  readonly proofs: readonly { readonly kind: AuthenticatorKind; readonly at: string }[];
  readonly confirmedAt: string;
  readonly confirmedUntil: string | null;
  readonly trust: "trusted" | "flagged";
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly idleExpiresAt: string;
  readonly expiresAt: string;
}

/** Writes it as `JSON.stringify` does, letter by letter, at a third of the cost. Only an address and a name hold what people chose. */
export function sessionText(session: PlainSession): string {
  const { id, account, assurance, phishingResistant, confirmedAt, confirmedUntil, trust } = session;
  const { createdAt, lastSeenAt, idleExpiresAt, expiresAt } = session;
  let proofs = "";
  for (const { kind, at } of session.proofs) proofs += `${proofs === "" ? "" : ","}{"kind":"${kind}","at":"${at}"}`;
  return `{"id":"${id}","account":{"id":"${account.id}","email":${quoted(account.email)},"name":${quoted(account.name)}},"assurance":${assurance},"phishingResistant":${phishingResistant},"proofs":[${proofs}],"confirmedAt":"${confirmedAt}","confirmedUntil":${confirmedUntil === null ? "null" : `"${confirmedUntil}"`},"trust":"${trust}","createdAt":"${createdAt}","lastSeenAt":"${lastSeenAt}","idleExpiresAt":"${idleExpiresAt}","expiresAt":"${expiresAt}"}`;
}

// Letters that stand in JSON as they are.
const plain = /^[ !#-[\]-~]*$/;
const quoted = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));
