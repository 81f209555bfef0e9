import { busy } from "../../crypto/password-hash.ts";
import type { Services } from "../../services.ts";
import type { JudgementOrBusy } from "../judgement.ts";
import { formerForm, normalizePassword } from "./check-password.ts";
import { findBoundPassword, spendPassword } from "./passwords.sql.ts";

/** Compares a password with the account's. An unknown account costs the same read and the same hash. */
export async function judgePassword(
  services: Services,
  accountId: string | null,
  given: string,
): Promise<JudgementOrBusy> {
  const { read, passwords, now } = services;
  const [password, former] = [normalizePassword(given), formerForm(given)];
  const bound = await findBoundPassword(read, accountId ?? "");
  const right = await passwords.verify(bound?.hash, password);
  // Which forms are tried depends on what was typed alone: nobody learns from the time whether there is an account.
  const wasRight = right === false && former !== undefined && (await passwords.verify(bound?.hash, former));
  if (right === busy || wasRight === busy) return busy;
  if (!(right || wasRight) || !bound) return { right: false, reason: "wrong-password" };
  const newHash = wasRight || passwords.isOutdated(bound.hash) ? await passwords.hash(password) : null;
  return {
    right: true,
    kind: "password",
    authenticatorId: bound.id,
    spend: ({ tx }) => spendPassword(tx, bound.id, now(), newHash === busy || newHash === null ? bound.hash : newHash),
  };
}
