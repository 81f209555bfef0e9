import { hmacSha256 } from "../crypto/hash.ts";
import type { Tx } from "../database/database.ts";
import type { Sweep } from "../database/sweep.ts";
import { refuse, type Refusal } from "../problems.ts";
import {
  budgetWindowSeconds,
  decideLockSeconds,
  lockMemorySeconds,
  longestLockSeconds,
  rowMemorySeconds,
  triesInARow,
  triesPerAccount,
  triesPerBudget,
} from "../rules/requests/throttling.ts";
import { latestPossible } from "../vocabulary/instants.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";
import type { Work, World } from "../services.ts";
import {
  clearBudget,
  countTry,
  deleteIdleBudgets,
  endRow,
  findLock,
  lockBudget,
  uncountTry,
  unlockBudget,
} from "./try-budgets.sql.ts";

/** Whose tries are counted together: an account's (or an address's nobody has) of one kind, apart where it is known. */
export interface Budget {
  readonly owner: string;
  readonly kind: AuthenticatorKind;
  /** A device this account knows, or the session the tries are made in; null for strangers, who share one. */
  readonly separateFor: string | null;
}

/** A try that may now be judged. */
export interface TakenTry {
  readonly triesLeft: number;
  readonly taken: readonly TakenBudget[];
}

interface TakenBudget {
  readonly key: string;
  readonly limit: number;
  readonly triesLeft: number;
  /** Until when the budget is locked, when this try filled it. */
  readonly lockedUntil: number | null;
}

/** The budgets a try counts in: its own, and where that is one of many, the one they share. */
function budgetsOf(services: World, { owner, kind, separateFor }: Budget): BudgetLimits[] {
  const own = { key: keyOf(services, [owner, kind, separateFor]), limit: triesPerBudget };
  if (separateFor === null) return [{ ...own, ceiling: triesInARow }];
  const shared = { key: keyOf(services, [owner, kind, "all known"]), limit: triesPerAccount, ceiling: triesInARow };
  return [{ ...own, ceiling: Number.MAX_SAFE_INTEGER }, shared];
}

interface BudgetLimits {
  readonly key: string;
  readonly limit: number;
  readonly ceiling: number;
}

/**
 * Counts a try before it is judged, or says until when there are none left. A right answer gives it back with `returnTry`.
 * The try that fills a budget locks it at once: being right is the only way to open it before its time.
 */
export async function takeTry(work: Work, budget: Budget): Promise<TakenTry | Refusal<"too-many-attempts">> {
  const taken: TakenBudget[] = [];
  for (const limits of budgetsOf(work, budget)) {
    const one = await takeFrom(work.tx, work.now(), limits, budget.kind);
    if (!("refused" in one)) {
      taken.push(one);
      continue;
    }
    await giveBack(work.tx, work.now(), taken);
    return one;
  }
  return { triesLeft: Math.min(...taken.map(({ triesLeft }) => triesLeft)), taken };
}

async function takeFrom(
  tx: Tx,
  now: number,
  { key, limit, ceiling }: BudgetLimits,
  kind: AuthenticatorKind,
): Promise<TakenBudget | Refusal<"too-many-attempts">> {
  const windowStart = now - budgetWindowSeconds * 1000;
  const lockMemoryStart = now - lockMemorySeconds * 1000;
  const latestLock = latestPossible(now, longestLockSeconds * 1000);
  const counted = await countTry(tx, { key, now, windowStart, lockMemoryStart, limit, ceiling, latestLock });
  if (!counted) {
    const { lockedUntil = now, failures = 0 } = (await findLock(tx, key)) ?? {};
    return failures >= ceiling ? refuseForGood(kind, now) : refuse("too-many-attempts", { retryAt: lockedUntil });
  }
  const triesLeft = Math.max(0, limit - counted.tries);
  if (triesLeft > 0) return { key, limit, triesLeft, lockedUntil: null };
  const locks = counted.locks + 1;
  const lockedUntil = now + decideLockSeconds(locks) * 1000;
  await lockBudget(tx, key, locks, lockedUntil);
  return { key, limit, triesLeft, lockedUntil };
}

// Said of every address alike, whether somebody has it or not.
function refuseForGood(kind: AuthenticatorKind, now: number): Refusal<"too-many-attempts"> {
  return refuse("too-many-attempts", {
    reason: "too-many-in-a-row",
    retryAt: now + lockMemorySeconds * 1000,
    detail:
      kind === "password"
        ? `${triesInARow} wrong passwords in a row. Only a new one, chosen with a link by mail, is judged here; devices that signed in before still may.`
        : `${triesInARow} wrong codes in a row. Use another way, and set this one up anew; devices that signed in before still may.`,
  });
}

async function giveBack(tx: Tx, now: number, taken: readonly TakenBudget[]): Promise<void> {
  for (const { key, limit, lockedUntil } of taken) {
    if (lockedUntil === null) await uncountTry(tx, key, now);
    else await unlockBudget(tx, key, lockedUntil, { tries: limit - 1, now });
  }
}

/** The answer was never judged: neither the try nor a lock it made is held against anyone. */
export function releaseTry(work: Work, { taken }: TakenTry): Promise<void> {
  return giveBack(work.tx, work.now(), taken);
}

/** The answer was right: the budget starts anew. */
export async function returnTry(work: Work, budget: Budget): Promise<void> {
  for (const { key } of budgetsOf(work, budget)) await clearBudget(work.tx, key);
  if (budget.separateFor !== null) await endRow(work.tx, keyOf(work, [budget.owner, budget.kind, null]));
}

/** What was guessed at is no more, a new one stands in its place: locks and rows of wrong tries of the kind end with it. */
export async function liftLock(work: Work, owner: string, kind: AuthenticatorKind): Promise<void> {
  for (const whose of [null, "all known"]) await clearBudget(work.tx, keyOf(work, [owner, kind, whose]));
}

// Keyed, so that the table does not tell which addresses were tried.
function keyOf({ keys }: World, parts: readonly (string | null)[]): string {
  return Buffer.from(hmacSha256(keys[0].derive("try-budgets"), JSON.stringify(parts))).toString("base64url");
}

/** Forgets budgets nobody has used for two days; where wrong tries in a row are counted, for over a year. */
export const sweepTryBudgets: Sweep = (tx, now, most) => {
  const limits = { before: now - 2 * lockMemorySeconds * 1000, beforeInARow: now - rowMemorySeconds * 1000 };
  return deleteIdleBudgets(tx, limits, most);
};
