const day = 24 * 60 * 60 * 1000;
/** How often a proven domain's record is looked for. */
export const checkedEvery = day;
const remindedAfter = 3 * day;
const releasedAfter = 14 * day;

/** What DNS said of a record: it is there, it is not, or nothing was said. */
export type Proof = "proven" | "lost" | "unanswered";

/** Judges what DNS said. A text is the value as a whole: a part of one proves nothing. */
export function judgeProof(
  said: { readonly found: readonly string[] } | { readonly unanswered: string },
  value: string,
): Proof {
  if ("unanswered" in said) return "unanswered";
  return said.found.includes(value) ? "proven" : "lost";
}

/** A domain as it stands. */
export interface CheckedDomain {
  readonly verifiedAt: number | null;
  readonly failingSince: number | null;
  readonly remindedAt: number | null;
  readonly releasedAt: number | null;
}

/** What became of a domain by a look at its record; `reminded` says a second time that it is failing. */
export type DomainTurn = "verified" | "recovered" | "failing" | "reminded" | "released";

/** What a look at its record makes of a domain. Undefined: it stays as it is. Silence of DNS takes nothing away. */
export function decideDomainTurn(domain: CheckedDomain, proof: Proof, now: number): DomainTurn | undefined {
  const { verifiedAt, failingSince, remindedAt, releasedAt } = domain;
  if (proof === "unanswered") return undefined;
  if (proof === "proven") return verifiedAt === null ? "verified" : failingSince === null ? undefined : "recovered";
  if (verifiedAt === null) return undefined;
  if (failingSince === null) return "failing";
  if (releasedAt === null && now - failingSince >= releasedAfter) return "released";
  return remindedAt === null && now - failingSince >= remindedAfter ? "reminded" : undefined;
}

/** What is said of a domain as a whole. */
export function decideDomainStatus({ verifiedAt, failingSince }: CheckedDomain): "pending" | "verified" | "failing" {
  if (verifiedAt === null) return "pending";
  return failingSince === null ? "verified" : "failing";
}
