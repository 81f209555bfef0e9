import { system, itself } from "../../vocabulary/events/actors.ts";
import type { EventData } from "../../vocabulary/events/catalogue.ts";
import type { TextMessageRefusal } from "../../vocabulary/events/words.ts";
import type { Purpose } from "../../vocabulary/proofs.ts";
import { recordEvent } from "../../audit/record-event.ts";
import { randomDigits } from "../../crypto/random.ts";
import { unseal } from "../../crypto/seal.ts";
import { holdKey, takePlace } from "../../database/counter.ts";
import type { Tx } from "../../database/database.ts";
import { deliverTextMessage } from "../../delivery/outbox.ts";
import { codeMessage } from "../../delivery/text-message.ts";
import { type Refusal, refuse } from "../../problems.ts";
import { decideCountry } from "../../rules/authenticators/phone-numbers.ts";
import {
  codeSeconds,
  countedSince,
  decideDay,
  decideSending,
  type SendingFacts,
} from "../../rules/authenticators/text-messages.ts";
import { decideTextShare } from "../../rules/authenticators/text-shares.ts";
import type { Client, Work } from "../../services.ts";
import { countryRefused, numberKeys } from "./phone-number.ts";
import type { PhoneRow } from "./phones.sql.ts";
import { hashTextCode } from "./text-code.ts";
import { insertTextCode, listSent, replaceTextCodes } from "./text-codes.sql.ts";

/** A code on its way to a phone. */
export interface SentCode {
  readonly sentTo: string;
  readonly resendAt: number;
}

/** What a code is for, and who asked for it. */
export interface CodeRequest {
  readonly phone: PhoneRow;
  /** The attempt that asks; the phone itself while it is being bound. */
  readonly subjectId: string;
  readonly purpose: Purpose | "bind-authenticator";
  readonly expiresAt?: number;
  readonly sessionId: string | null;
  readonly client: Client;
}

type Refused = Refusal<"rate-limited" | "not-allowed">;

export const switchedOff = (): Refusal<"not-allowed"> =>
  refuse("not-allowed", { reason: "text-messages-off", detail: "Text messages are switched off here." });

/** Makes a code and puts its message into the outbox, unless a limit says no. Earlier codes for the same stop working. */
export async function sendCode(work: Work, request: CodeRequest): Promise<SentCode | Refused> {
  const { tx, config, keys, now, newId, random } = work;
  const { phone, subjectId, purpose } = request;
  const at = now();
  if (!config.textMessages.isOn) return switchedOff();
  if (!decideCountry(phone.country, config.textMessages.countries))
    return (await noteRefusal(work, request, "country"), countryRefused());
  const number = Buffer.from(unseal(keys, phone.sealedNumber, phone.id)).toString();
  const [numberKey, ...olderKeys] = numberKeys(work, number);
  const limited = await takeLimits(work, request, [numberKey, ...olderKeys]);
  if ("refused" in limited) return limited;
  const id = newId("tcod");
  const code = randomDigits(random, 6);
  const expiresAt = Math.min(at + codeSeconds * 1000, request.expiresAt ?? Infinity);
  await replaceTextCodes(tx, subjectId, at);
  await insertTextCode(tx, {
    ...{ id, phoneId: phone.id, accountId: phone.accountId, numberKey, subjectId, tries: 0 },
    codeHash: hashTextCode(keys, id, code),
    createdAt: at,
    expiresAt,
  });
  await recordEvent(work, {
    ...about(request),
    type: "text-message.sent",
    data: { authenticatorId: phone.id, purpose },
  });
  const text = codeMessage({ productName: config.productName, publicUrl: config.publicUrl, purpose, code });
  await deliverTextMessage(work, { to: number, masked: phone.masked, text, expiresAt });
  return { sentTo: phone.masked, resendAt: limited.resendAt };
}

// Decided while number and account are held, by what was really sent: servers that are asked at once count one another's.
async function takeLimits(
  work: Work,
  request: CodeRequest,
  keysOfNumber: readonly [string, ...string[]],
): Promise<{ resendAt: number } | Refused> {
  const { tx, now } = work;
  const at = now();
  await holdKey(tx, `text-number:${keysOfNumber[0]}`, at);
  const decision = decideSending(await gatherSent(tx, request, keysOfNumber, at));
  if (decision.refusal) {
    await noteRefusal(work, request, decision.refusal);
    return refuse("rate-limited", {
      retryAt: decision.retryAt,
      detail: "Wait before asking for another text message.",
    });
  }
  if (await takePlaceInDay(work, request)) return { resendAt: decision.resendAt };
  await noteRefusal(work, request, "deployment-limit");
  return refuse("rate-limited", {
    retryAt: decideDay(at).endsAt,
    detail: "No more text messages can be sent today. Use another way.",
  });
}

async function takePlaceInDay(work: Work, { phone, purpose }: CodeRequest): Promise<boolean> {
  const { tx, config, now } = work;
  const { name: day } = decideDay(now());
  const { dailyLimit } = config.textMessages;
  const isBinding = purpose === "bind-authenticator";
  const part = decideTextShare({ isBinding, boundAt: phone.boundAt, now: now() }, dailyLimit);
  if (part && !(await takePlace(tx, `text-messages:${part.share}:${day}`, part.limit, now())))
    return (await noteCeiling(work, { day, ...part }), false);
  if (await takePlace(tx, `text-messages:${day}`, dailyLimit, now())) return true;
  return (await noteCeiling(work, { day, limit: dailyLimit }), false);
}

async function gatherSent(
  tx: Tx,
  { phone: { id, accountId }, subjectId, purpose }: CodeRequest,
  keysOfNumber: readonly string[],
  now: number,
): Promise<SendingFacts> {
  const sent = await listSent(tx, { numberKeys: keysOfNumber, accountId, since: countedSince(now) });
  const times = (counts: (row: (typeof sent)[number]) => boolean): number[] =>
    sent.filter(counts).map(({ createdAt }) => createdAt);
  const isToNumber = ({ numberKey }: { numberKey: string }): boolean => keysOfNumber.includes(numberKey);
  // Beginning the same binding anew is asking for the same message again.
  const before = times((row) =>
    subjectId === id
      ? isToNumber(row) && row.accountId === accountId && row.subjectId === row.phoneId
      : isToNumber(row) && row.subjectId === subjectId,
  );
  return {
    now,
    lastAt: before.length > 0 ? Math.max(...before) : null,
    toNumber: times(isToNumber),
    isBinding: purpose === "bind-authenticator",
    forAccount: times((row) => row.accountId === accountId),
  };
}

const about = ({ phone, sessionId, client }: CodeRequest) =>
  ({ accountId: phone.accountId, actor: itself(phone.accountId), sessionId, client }) as const;

async function noteRefusal(work: Work, request: CodeRequest, reason: TextMessageRefusal): Promise<void> {
  work.textMessages.refused[reason]++;
  await recordEvent(work, {
    ...about(request),
    type: "text-message.refused",
    data: { authenticatorId: request.phone.id, reason },
  });
}

// Once a day, however many are refused: rented numbers, or a limit that is too low.
async function noteCeiling(work: Work, data: EventData["text-messages.ceiling-reached"]): Promise<void> {
  const { tx, now, log } = work;
  const { day, limit, share = "all" } = data;
  if (!(await takePlace(tx, `text-messages-ceiling:${share}:${day}:${limit}`, 1, now()))) return;
  await recordEvent(work, {
    type: "text-messages.ceiling-reached",
    accountId: null,
    actor: system,
    data,
  });
  log.warn(data, "no more text messages today: the daily limit is reached");
}
