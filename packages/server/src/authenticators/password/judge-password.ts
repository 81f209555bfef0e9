import { busy } from "../../crypto/password-hash.ts";
import type { Services } from "../../services.ts";
import type { JudgementOrBusy } from "../judgement.ts";
import { normalizePassword } from "./check-password.ts";
import { findBoundPassword, spendPassword } from "./passwords.sql.ts";

/** Compares a password with the account's. An unknown account costs the same read and the same hash. */
export async function judgePassword(
  services: Services,
  accountId: string | null,
  given: string,
): Promise<JudgementOrBusy> {
  const { read, passwords, now } = services;
  const password = normalizePassword(given);
  const bound = await findBoundPassword(read, accountId ?? "");
  const right = await passwords.verify(bound?.hash, password);
  if (right === busy) return busy;
  if (!right || !bound) return { right: false, reason: "wrong-password" };
  const newHash = passwords.isOutdated(bound.hash) ? await passwords.hash(password) : null;
  return {
    right: true,
    kind: "password",
    authenticatorId: bound.id,
    spend: ({ tx }) => spendPassword(tx, bound.id, now(), newHash === busy || newHash === null ? bound.hash : newHash),
  };
}
