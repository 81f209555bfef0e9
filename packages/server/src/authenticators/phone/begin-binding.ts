import { inTurn } from "../../database/sweep.ts";
import { aboutOwn, type Person } from "../../sessions/caller.ts";
import { recordEvent } from "../../audit/record-event.ts";
import { seal } from "../../crypto/seal.ts";
import { isRefusal, refuse, type Refusal } from "../../problems.ts";
import { decideMayBind } from "../../rules/policies/binding/allowed-kinds.ts";
import { codeSeconds } from "../../rules/authenticators/text-messages.ts";
import { holdCaller } from "../../sessions/hold-caller.ts";
import type { Services, Work, World } from "../../services.ts";
import { makeRoomToBind } from "../room-to-bind.ts";
import { deleteStale, findKept, isBegunIn } from "../second-factors.sql.ts";
import { numberKeys, type PhoneNumber, readPhoneNumber } from "./phone-number.ts";
import {
  deletePendingPhone,
  extendPendingPhone,
  findBoundPhoneByNumber,
  insertPendingPhone,
  keepLastUse,
  type PhoneRow,
} from "./phones.sql.ts";
import { sendCode, type SentCode, switchedOff } from "./send-code.ts";
import { deleteOldTextCodes } from "./text-codes.sql.ts";

/** A phone to which the code that binds it was sent. */
export interface PendingPhone extends SentCode {
  readonly id: string;
  readonly expiresAt: number;
}

type Refused = Refusal<"invalid-request" | "not-allowed" | "rate-limited" | "conflict" | "not-signed-in">;

/** Begins to bind a phone by sending it a code. It proves nothing until `completePhoneBinding`. */
export async function beginPhoneBinding(
  services: Services,
  caller: Person,
  { number: text, country }: { number: string; country?: string | undefined },
): Promise<PendingPhone | Refused> {
  const { transact, config } = services;
  const forbidden = decideMayBind("phone", caller.holding.held);
  if (forbidden) return forbidden;
  if (!config.textMessages.isOn) return switchedOff();
  const number = readPhoneNumber(services, text, country);
  if (isRefusal(number)) {
    if (number.refused === "not-allowed" && number.reason === "country")
      await transact((work) => recordCountryRefused(work, caller));
    return number;
  }
  return transact(async (work): Promise<PendingPhone | Refused> => {
    const { tx } = work;
    const ended = await holdCaller(tx, caller);
    if (ended) return ended;
    if (await findBoundPhoneByNumber(tx, caller.account.id, numberKeys(work, number.number)))
      return refuse("conflict", { detail: "This number is bound to your account already." });
    const full = await makeRoomToBind(work, caller.account.id, "phone");
    if (full) return full;
    const phone = newPhone(work, caller, number);
    await insertPendingPhone(tx, phone);
    const sent = await sendCode(work, requestFor(phone, caller));
    if ("refused" in sent) return (await deletePendingPhone(tx, phone.id), sent);
    await recordEvent(work, {
      ...aboutOwn(caller),
      type: "authenticator.binding-begun",
      data: { kind: "phone", authenticatorId: phone.id },
    });
    return { id: phone.id, expiresAt: phone.expiresAt, ...sent };
  });
}

/** Sends the code of a phone being bound again; the earlier one stops working, and the binding lives on with the new one. */
export async function resendBindingCode(
  services: Services,
  caller: Person,
  id: string,
): Promise<SentCode | Refusal<"not-found" | "attempt-closed" | "rate-limited" | "not-allowed" | "not-signed-in">> {
  const { transact, now } = services;
  return transact(async (work) => {
    const { tx } = work;
    const ended = await holdCaller(tx, caller);
    if (ended) return ended;
    const phone = await findKept(tx, "phones", { id, accountId: caller.account.id });
    if (!phone || !isBegunIn(phone, caller.session)) return refuse("not-found");
    if (phone.boundAt !== null || phone.expiresAt <= now())
      return refuse("attempt-closed", { detail: "This binding is complete or has expired. Start again." });
    const sent = await sendCode(work, requestFor(phone, caller));
    if (!("refused" in sent)) await extendPendingPhone(tx, id, now() + codeSeconds * 1000);
    return sent;
  });
}

function newPhone(services: World, { account, session }: Person, { number, country, masked }: PhoneNumber): PhoneRow {
  const { keys, random, newId, now } = services;
  const id = newId("phon");
  return {
    id,
    accountId: account.id,
    sessionId: session.id,
    name: "",
    sealedNumber: seal(keys, random, Buffer.from(number), id),
    numberKey: numberKeys(services, number)[0],
    masked,
    country,
    createdAt: now(),
    expiresAt: now() + codeSeconds * 1000,
    boundAt: null,
    lastUsedAt: null,
    unboundAt: null,
  };
}

const requestFor = (phone: PhoneRow, { session, client }: Person) =>
  ({ phone, subjectId: phone.id, purpose: "bind-authenticator", sessionId: session.id, client }) as const;

async function recordCountryRefused(work: Work, caller: Person): Promise<void> {
  work.textMessages.refused.country++;
  const data = { authenticatorId: null, reason: "country" } as const;
  await recordEvent(work, { ...aboutOwn(caller), type: "text-message.refused", data });
}

/** Forgets bindings begun and not completed, and codes that nothing is counted by any more. */
export const sweepPhones = inTurn(
  async (tx, now, most) => {
    const before = now - 24 * 60 * 60 * 1000;
    await keepLastUse(tx, before, most);
    return deleteOldTextCodes(tx, before, most);
  },
  (tx, now, most) => deleteStale(tx, "phones", now - 24 * 60 * 60 * 1000, most),
);
