import { recordEvent } from "../../audit/record-event.ts";
import { changeDomain, type Domain, lockDomain } from "../../policies/domains.ts";
import { noteDueCapture } from "../../policies/due-captures.ts";
import { checkedEvery, decideDomainTurn, type DomainTurn, type Proof } from "../../rules/sso/domain-checks.ts";
import type { Work } from "../../services.ts";
import type { Steward } from "../steward.ts";
import { system } from "../../vocabulary/events/actors.ts";

/** Who looked. */
export type Looking = Steward["about"] | { readonly actor: typeof system };

type Change = Parameters<typeof changeDomain>[2];
const well = { failingSince: null, remindedAt: null };

/** What each turn writes, and the event it is. */
const turns: Readonly<Record<DomainTurn, (now: number) => Change>> = {
  verified: (now) => ({ verifiedAt: now }),
  recovered: () => ({ ...well, releasedAt: null }),
  failing: (now) => ({ failingSince: now }),
  reminded: (now) => ({ remindedAt: now }),
  released: (now) => ({ releasedAt: now }),
};

/**
 * Notes what DNS said of a domain that was looked at, held as it stands by now. Undefined when it is gone, or has another challenge.
 * Fails as a unique value does where another organization holds the name.
 */
export async function noteProof(
  work: Work,
  { id, challenge, organizationId }: Domain,
  proof: Proof,
  by: Looking,
): Promise<Domain | undefined> {
  const { tx } = work;
  const now = work.now();
  const domain = await lockDomain(tx, id);
  if (!domain || domain.challenge !== challenge) return undefined;
  if (proof === "unanswered") return domain;
  const turn = decideDomainTurn(domain, proof, now);
  const isProven = domain.verifiedAt !== null || turn === "verified";
  const looked = { checkedAt: now, dueAt: isProven ? now + checkedEvery : null };
  const change = { ...looked, ...(turn && turns[turn](now)) };
  await changeDomain(tx, id, change);
  if (turn === "verified" || turn === "recovered")
    await noteDueCapture(work, organizationId, "sessionId" in by ? (by.sessionId ?? null) : null);
  const about = { ...by, accountId: null, organizationId };
  const data = { domainId: id, name: domain.name };
  if (turn === "failing" || turn === "reminded")
    await recordEvent(work, { ...about, type: "domain.failing", data: { ...data, days: turn === "failing" ? 0 : 3 } });
  else if (turn) await recordEvent(work, { ...about, type: `domain.${turn}`, data });
  return { ...domain, ...change };
}
