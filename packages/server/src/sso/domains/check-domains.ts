import { isUniqueViolation } from "../../database/dialects.ts";
import { claimDomainCheck, type Domain, listDueDomains } from "../../policies/domains.ts";
import { letOthersIn, type Loop, repeat } from "../../repeat.ts";
import { checkedEvery, judgeProof } from "../../rules/sso/domain-checks.ts";
import type { Services } from "../../services.ts";
import { system } from "../../vocabulary/events/actors.ts";
import { recordOf } from "./domain-record.ts";
import { noteProof } from "./note-proof.ts";

/** Looked for at once. */
const lanes = 10;

/** Looks for the record of every proven domain once a day. Any number of servers may do so at once; slow DNS delays nothing else. */
export function startDomainChecks(services: Services): Loop {
  return repeat(services, "checking domains failed", (ended) => checkDomains(services, ended), {
    everyMilliseconds: 60_000,
    beginsNow: true,
  });
}

/** Looks for the records that are due, a few at a time, and breaks off where it is when the signal says so. */
export async function checkDomains(services: Services, ended?: AbortSignal): Promise<void> {
  const { read, transact, now } = services;
  for (;;) {
    const due = await listDueDomains(read, now(), lanes);
    if (due.length === 0) return;
    const claimed: Domain[] = [];
    // Before anything is asked: what fails or hangs is not tried again before tomorrow, by nobody.
    for (const domain of due)
      if (await transact(({ tx }) => claimDomainCheck(tx, domain, now() + checkedEvery))) claimed.push(domain);
    await Promise.all(claimed.map((domain) => checkDomain(services, domain, ended)));
    ended?.throwIfAborted();
    await letOthersIn();
  }
}

async function checkDomain(services: Services, domain: Domain, ended: AbortSignal | undefined): Promise<void> {
  const { host, value } = recordOf(domain);
  const proof = judgeProof(await services.resolver.findTexts(host, ended), value);
  try {
    await services.transact((work) => noteProof(work, domain, proof, { actor: system }));
  } catch (error) {
    // Its record is back, and another organization has proven the name meanwhile: it stays released.
    if (!isUniqueViolation(error)) throw error;
  }
}
