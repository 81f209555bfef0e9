import { busy } from "../../crypto/password-hash.ts";
import { refuse, type Refusal } from "../../problems.ts";
import type { Services } from "../../services.ts";
import type { JudgementOrBusy } from "../judgement.ts";
import { findBreached, noteBreach } from "./breached/find-breached.ts";
import { formerForm, normalizePassword } from "./check-password.ts";
import { findBoundPassword, spendPassword } from "./passwords.sql.ts";
import { refuseBusy } from "./refuse-busy.ts";

/** Compares a password with the account's. An unknown account costs the same read and the same hash. */
export async function judgePassword(
  services: Services,
  accountId: string | null,
  given: string,
): Promise<JudgementOrBusy> {
  const { read, passwords, now } = services;
  const bound = await findBoundPassword(read, accountId ?? "");
  const fits = await findFittingForm(services, bound?.hash, given);
  if (fits === busy) return busy;
  if (!fits || !bound) return { right: false, reason: "wrong-password" };
  const isOutdated = fits === "former" || passwords.isOutdated(bound.hash);
  const newHash = isOutdated ? await passwords.hash(normalizePassword(given)) : null;
  const found = bound.breachCheckedAt === null ? await findBreached(services, given) : "unknown";
  return {
    right: true,
    kind: "password",
    authenticatorId: bound.id,
    async spend(work) {
      const hash = newHash === busy || newHash === null ? bound.hash : newHash;
      if (!(await spendPassword(work.tx, bound.id, now(), hash))) return false;
      await noteBreach(work, bound, found);
      return true;
    },
  };
}

// Which forms are tried depends on what was typed alone: nobody learns from the time whether there is an account.
async function findFittingForm(
  { passwords }: Pick<Services, "passwords">,
  hash: string | undefined,
  given: string,
): Promise<"today's" | "former" | undefined | typeof busy> {
  const fits = await passwords.verify(hash, normalizePassword(given));
  if (fits !== false) return fits === busy ? busy : "today's";
  const former = formerForm(given);
  const did = former !== undefined && (await passwords.verify(hash, former));
  if (did === busy) return busy;
  return did ? "former" : undefined;
}

/** Refuses a new password that is the one an account has. */
export async function refuseSame(
  services: Services,
  accountId: string,
  given: string,
): Promise<Refusal<"password-unacceptable" | "rate-limited"> | undefined> {
  const bound = await findBoundPassword(services.read, accountId);
  const fits = bound && (await findFittingForm(services, bound.hash, given));
  if (fits === busy) return refuseBusy(services);
  return fits && samePassword();
}

export const samePassword = (): Refusal<"password-unacceptable"> =>
  refuse("password-unacceptable", {
    unmet: [],
    reason: "same-as-before",
    detail: "That is the password you have. Choose another one.",
  });
