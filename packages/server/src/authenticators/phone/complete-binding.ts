import type { Person } from "../../sessions/caller.ts";
import { isUniqueViolation } from "../../database/dialects.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { triesPerCode } from "../../rules/authenticators/text-messages.ts";
import type { Services } from "../../services.ts";
import { bindSecondFactor, type BoundSecondFactor, recordBindingRejected } from "../bind-second-factor.ts";
import { findKept, isBegunIn } from "../second-factors.sql.ts";
import { consumePendingPhone } from "./phones.sql.ts";
import { switchedOff } from "./send-code.ts";
import { isTextCode } from "./text-code.ts";
import { spendTextCode, takeTextCodeTry, type TextCodeRow } from "./text-codes.sql.ts";

type Refused = Refusal<
  "not-found" | "attempt-closed" | "proof-rejected" | "not-signed-in" | "not-allowed" | "conflict"
>;

/** Binds a pending phone by the code sent to it last. Without a name it is called by its number, masked. */
export async function completePhoneBinding(
  services: Services,
  caller: Person,
  { id, code, name }: { id: string; code: string; name?: string | undefined },
): Promise<BoundSecondFactor | Refused> {
  const { read, transact, keys, now, config } = services;
  const pending = await findKept(read, "phones", { id, accountId: caller.account.id });
  if (!pending || !isBegunIn(pending, caller.session)) return refuse("not-found");
  if (!config.textMessages.isOn) return switchedOff();
  if (pending.boundAt !== null || pending.expiresAt <= now())
    return refuse("attempt-closed", { detail: "This binding is complete or has expired. Start again." });
  const sent = await transact(({ tx }) => takeTextCodeTry(tx, id, triesPerCode, now()), "crash");
  if (!sent || !isTextCode(keys, sent, code)) return reject(services, caller, id, sent);
  try {
    return await transact((work) =>
      bindSecondFactor(work, caller, {
        kind: "phone",
        id,
        name: name ?? pending.masked,
        proof: { kind: "phone", authenticatorId: id },
        consume: async () =>
          (await spendTextCode(work.tx, sent.id, now())) &&
          (await consumePendingPhone(work.tx, id, { now: now(), name: name ?? pending.masked })),
      }),
    );
  } catch (error) {
    // Begun twice for one number, and the other was completed first.
    if (isUniqueViolation(error))
      return refuse("conflict", { detail: "This number is bound to your account already." });
    throw error;
  }
}

async function reject(
  services: Services,
  caller: Person,
  id: string,
  sent: TextCodeRow | undefined,
): Promise<Refusal<"proof-rejected">> {
  await services.transact((work) => recordBindingRejected(work, caller, { kind: "phone", authenticatorId: id }));
  const triesLeft = sent ? triesPerCode - sent.tries : 0;
  const detail =
    triesLeft > 0
      ? "That code isn't right. Check the newest message."
      : "That code no longer works. Ask for a new one.";
  return refuse("proof-rejected", { triesLeft, detail });
}
