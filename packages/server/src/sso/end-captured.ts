import { endCapturedSessions } from "../accounts/end-captured.ts";
import { listAccountsAt } from "../accounts/known-accounts.ts";
import { listDomains } from "../policies/domains.ts";
import { type DueCapture, findDueCapture, listDueCaptures, settleDueCapture } from "../policies/due-captures.ts";
import { listMemberAccounts } from "../policies/memberships.ts";
import { letOthersIn } from "../repeat.ts";
import { most } from "../rules/sizes/one-more.ts";
import { system } from "../vocabulary/events/actors.ts";
import type { Services } from "../services.ts";

const batch = 50;

type ListAfter = (after: string) => Promise<string[]>;

/**
 * Ends what people have open that was opened before they had to come by their identity provider: fifty at a time, each lot in a
 * transaction of its own. What a server leaves when it stops is found by the next look.
 */
export async function endCaptured(services: Services, organizationId: string): Promise<void> {
  const due = await findDueCapture(services.read, organizationId);
  if (due) await endDue(services, due);
}

/** The same of every organization that has some of it left. */
export async function endCapturedLeft(services: Services, ended?: AbortSignal): Promise<void> {
  for (const due of await listDueCaptures(services)) await endDue(services, due, ended);
}

async function endDue(services: Services, due: DueCapture, ended?: AbortSignal): Promise<void> {
  const { read, transact } = services;
  const { organizationId } = due;
  const domains = await listProven(services, organizationId);
  const lists: ListAfter[] = [
    (after) => listMemberAccounts(read, organizationId, { after, limit: batch }),
    // Whoever is at a proven domain is captured, a member or not.
    ...domains.map(
      (name): ListAfter =>
        (after) =>
          listAccountsAt(read, name, { after, limit: batch }),
    ),
  ];
  for (const list of lists) await endListed(services, due, list, ended);
  await transact(({ tx }) => settleDueCapture(tx, due));
}

async function endListed(
  services: Services,
  { keepsSessionId: keepsId }: DueCapture,
  list: ListAfter,
  ended: AbortSignal | undefined,
): Promise<void> {
  for (let after = ""; ;) {
    const ids = await list(after);
    const last = ids.at(-1);
    if (last === undefined) return;
    // In one order on every server, so that two who do it at once wait for each other and for nobody else.
    await services.transact(async (work) => {
      for (const id of ids) await endCapturedSessions(work, id, { actor: system, keepsId });
    });
    after = last;
    ended?.throwIfAborted();
    await letOthersIn();
  }
}

async function listProven({ read }: Services, organizationId: string): Promise<string[]> {
  const domains = await listDomains(read, { organizationId, limit: most.domains });
  return domains.filter(({ verifiedAt }) => verifiedAt !== null).map(({ name }) => name);
}
