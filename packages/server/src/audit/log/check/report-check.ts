import { system } from "../../../vocabulary/events/actors.ts";
import { deliver } from "../../../delivery/outbox.ts";
import { logCheckFailed } from "../../../delivery/operator-notices.ts";
import { isCheckDue, isSmallCheckDue, mustTell } from "../../../rules/log/check.ts";
import type { Services } from "../../../services.ts";
import { recordEvent } from "../../record-event.ts";
import type { LogProblem } from "./check-page.ts";
import { type CheckResult, examineLog } from "./check-log.ts";
import { claimCheck, noteCheck } from "./check.sql.ts";
import { findLogState } from "../log.sql.ts";

/** Longer than a check takes; after it another server takes over from one that has ended. */
const claimSeconds = 6 * 60 * 60;

const neverChecked = { size: 0, checkedAt: null, checkedSize: null, problem: null };

/** Checks the log, once a night whatever the number of servers; a small one whenever it has grown. */
export async function checkLogWhenDue(services: Services, ended?: AbortSignal): Promise<void> {
  const { read, transact } = services;
  const now = services.now();
  const state = await findLogState(read);
  if (!state || !(isCheckDue(state.checkedAt, now) || isSmallCheckDue(state, now))) return;
  if (await transact(({ tx }) => claimCheck(tx, now, now + claimSeconds * 1000))) await checkLog(services, ended);
}

const dataOf = ({ problem, leafIndex }: LogProblem) => ({ problem, ...(leafIndex !== undefined && { leafIndex }) });

/** Checks the log now, keeps what was found, and tells whoever looks after the deployment when something is wrong. */
export async function checkLog(services: Services, ended?: AbortSignal): Promise<CheckResult> {
  const before = (await findLogState(services.read)) ?? neverChecked;
  const result = await examineLog(services, ended);
  const { size, found } = result;
  const { transact, config, log } = services;
  const at = services.now();
  if (found) log.error(dataOf(found), found.mayBeClock ? "the log is out of order" : "the log was altered");
  await transact(async (work) => {
    await noteCheck(work.tx, { checkedAt: at, checkedSize: size, problem: found?.problem ?? null });
    if (!found || !mustTell(found.problem, before, at)) return;
    await recordEvent(work, {
      type: "log.check-failed",
      accountId: null,
      actor: system,
      data: dataOf(found),
    });
    for (const to of config.operators) await deliver(work, logCheckFailed(to, config, found, at));
  });
  return result;
}
