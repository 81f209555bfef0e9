import { hmacSha256 } from "../crypto/hash.ts";
import type { Tx } from "../database/database.ts";
import { refuse, type Refusal } from "../problems.ts";
import { budgetWindowSeconds, decideLockSeconds, lockMemorySeconds, triesPerBudget } from "../rules/throttling.ts";
import type { AuthenticatorKind } from "../rules/vocabulary.ts";
import type { Services } from "../services.ts";
import {
  clearBudget,
  countTry,
  deleteIdleBudgets,
  findLockedUntil,
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
  /** Until when the budget is locked, when this try filled it. */
  readonly lockedUntil: number | null;
}

/**
 * Counts a try before it is judged, or says until when there are none left. A right answer gives it back with `returnTry`.
 * The try that fills the budget locks it at once: being right is the only way to open it before its time.
 */
export async function takeTry(
  tx: Tx,
  services: Services,
  budget: Budget,
): Promise<TakenTry | Refusal<"too-many-attempts">> {
  const now = services.now();
  const key = keyOf(services, budget);
  const counted = await countTry(tx, {
    key,
    now,
    windowStart: now - budgetWindowSeconds * 1000,
    lockMemoryStart: now - lockMemorySeconds * 1000,
    limit: triesPerBudget,
  });
  if (!counted) return refuse("too-many-attempts", { retryAt: (await findLockedUntil(tx, key)) ?? now });
  const triesLeft = Math.max(0, triesPerBudget - counted.tries);
  if (triesLeft > 0) return { triesLeft, lockedUntil: null };
  const locks = counted.locks + 1;
  const lockedUntil = now + decideLockSeconds(locks) * 1000;
  await lockBudget(tx, key, locks, lockedUntil);
  return { triesLeft, lockedUntil };
}

/** The answer was never judged: neither the try nor a lock it made is held against anyone. */
export async function releaseTry(tx: Tx, services: Services, budget: Budget, { lockedUntil }: TakenTry): Promise<void> {
  const key = keyOf(services, budget);
  if (lockedUntil === null) await uncountTry(tx, key, services.now());
  else await unlockBudget(tx, key, lockedUntil, { tries: triesPerBudget - 1, now: services.now() });
}

/** The answer was right: the budget starts anew. */
export function returnTry(tx: Tx, services: Services, budget: Budget): Promise<void> {
  return clearBudget(tx, keyOf(services, budget));
}

// Keyed, so that the table does not tell which addresses were tried.
function keyOf({ keys }: Services, { owner, kind, separateFor }: Budget): string {
  const text = JSON.stringify([owner, kind, separateFor]);
  return Buffer.from(hmacSha256(keys[0].derive("try-budgets"), text)).toString("base64url");
}

/** Forgets budgets nobody has used for two days. */
export function sweepTryBudgets(tx: Tx, now: number): Promise<void> {
  return deleteIdleBudgets(tx, now - 2 * lockMemorySeconds * 1000);
}
