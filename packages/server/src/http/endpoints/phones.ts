import { z } from "@hono/zod-openapi";
import { beginPhoneBinding, resendBindingCode } from "../../authenticators/phone/begin-binding.ts";
import { completePhoneBinding } from "../../authenticators/phone/complete-binding.ts";
import { listAuthenticators } from "../../authenticators/list-authenticators.ts";
import { sendTextCode } from "../../attempts/send-text-code.ts";
import { isRefusal } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { AuthenticatorName, Code, IdParam, Instant } from "../schemas.ts";
import { BoundAnswer, describe, Phone } from "./authenticators.ts";

const PendingPhone = z
  .object({ id: z.string(), sentTo: z.string(), expiresAt: Instant, resendAt: Instant })
  .openapi("PendingPhone");
const SentTextMessage = z.object({ sentTo: z.string(), resendAt: Instant }).openapi("SentTextMessage");

export const postPhone = endpoint({
  access: "person",
  summary: "Begin to bind a phone: a code is sent to it, good for ten minutes.",
  body: z.strictObject({
    number: z.string().trim().min(3, "Enter a phone number.").max(40),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, "Expected a country code such as DE.")
      .optional()
      .openapi({ description: "Where a number without a country code is from (ISO 3166-1)." }),
  }),
  answers: { 201: PendingPhone },
  refusals: ["not-allowed", "rate-limited", "conflict"],
  async run({ services, caller, input }) {
    const pending = await beginPhoneBinding(services, caller, input);
    if (isRefusal(pending)) return pending;
    const { id, sentTo, expiresAt, resendAt } = pending;
    return { status: 201, body: { id, sentTo, expiresAt: instant(expiresAt), resendAt: instant(resendAt) } };
  },
});

export const postPhoneTextMessage = endpoint({
  access: "person",
  summary: "Send the code of a phone being bound again, a minute after the last at the earliest.",
  params: IdParam,
  body: z.strictObject({}),
  answers: { 202: SentTextMessage },
  refusals: ["not-found", "attempt-closed", "rate-limited", "not-allowed"],
  async run({ services, caller, input: { id } }) {
    const sent = await resendBindingCode(services, caller, id);
    if (isRefusal(sent)) return sent;
    return { status: 202, body: { sentTo: sent.sentTo, resendAt: instant(sent.resendAt) } };
  },
});

export const postPhoneComplete = endpoint({
  access: "person",
  summary: "Bind the phone by the code sent to it. The account's first second factor comes with ten recovery codes.",
  params: IdParam,
  body: z.strictObject({ code: Code, name: AuthenticatorName.optional() }),
  answers: { 201: BoundAnswer(Phone) },
  refusals: ["not-found", "attempt-closed", "proof-rejected", "not-allowed", "conflict"],
  async run({ services, caller, input }) {
    const bound = await completePhoneBinding(services, caller, input);
    if (isRefusal(bound)) return bound;
    const { id, recoveryCodes, newToken } = bound;
    const { phones } = await listAuthenticators(services, caller.account.id);
    const authenticator = phones.filter((each) => each.id === id).map(describe)[0];
    return { status: 201, body: { authenticator, ...(recoveryCodes && { recoveryCodes }) }, newToken };
  },
});

export const postAttemptTextMessage = endpoint({
  access: "anyone",
  summary: "Send a code to a phone of the account, for this attempt; to the one named, or the one bound first.",
  params: IdParam,
  body: z.strictObject({ authenticatorId: z.string().max(64).optional() }),
  answers: { 202: SentTextMessage },
  refusals: ["not-found", "attempt-closed", "invalid-request", "rate-limited", "not-allowed", "session-flagged"],
  async run({ services, client, caller, input: { id, authenticatorId } }) {
    const asker = { client, session: caller?.session ?? null };
    const sent = await sendTextCode(services, asker, id, authenticatorId);
    if (isRefusal(sent)) return sent;
    return { status: 202, body: { sentTo: sent.sentTo, resendAt: instant(sent.resendAt) } };
  },
});
