import { z } from "zod";
import { type AuthenticatorKind, nounOf, thingOf } from "../kinds.ts";
import { event, plain } from "./define.ts";
import { Count, Kind, PurposeWord, Text, TextRefusal, textRefusalWords } from "./words.ts";

// "the passkey", where it is known which.
const the = (kind: AuthenticatorKind, isSecurityKey?: true): string =>
  `the ${isSecurityKey ? "security key" : nounOf(kind)}`;
const One = { kind: Kind, authenticatorId: Text, isSecurityKey: z.literal(true).optional() };
const Named = { ...One, name: Text };
const id = "totp_01h455vb4pex5vsknk084sn02q";
const phoneId = "phon_01h455vb4pex5vsknk084sn02q";

/** Authenticators: bound, used, renamed, removed. */
export const authenticatorEvents = {
  "authenticator.binding-begun": event(
    "authenticator",
    One,
    ({ kind, isSecurityKey }) => `began to add ${thingOf(kind, isSecurityKey)}`,
    { kind: "totp", authenticatorId: id },
  ),
  "authenticator.binding-rejected": event(
    "authenticator",
    One,
    ({ kind, isSecurityKey }) => `gave a wrong answer when adding ${thingOf(kind, isSecurityKey)}`,
    { kind: "totp", authenticatorId: id },
  ),
  "authenticator.bound": event(
    "authenticator",
    Named,
    ({ kind, name, isSecurityKey }) => `added ${the(kind, isSecurityKey)} “${name}”`,
    { kind: "totp", authenticatorId: id, name: "Phone" },
  ),
  "authenticator.renamed": event(
    "authenticator",
    Named,
    ({ kind, name, isSecurityKey }) => `renamed ${thingOf(kind, isSecurityKey)} to “${name}”`,
    { kind: "totp", authenticatorId: id, name: "Old phone" },
  ),
  "authenticator.unbound": event(
    "authenticator",
    Named,
    ({ kind, name, isSecurityKey }) => `removed ${the(kind, isSecurityKey)} “${name}”`,
    { kind: "totp", authenticatorId: id, name: "Old phone" },
  ),
  "two-step.turned-off": plain("authenticator", "turned two-step sign-in off"),
  "recovery-codes.issued": event("authenticator", { total: Count }, ({ total }) => `got ${total} new recovery codes`, {
    total: 10,
  }),
  "recovery-codes.revoked": plain("authenticator", "ended the recovery codes"),
  "recovery-code.used": event(
    "authenticator",
    { remaining: Count },
    ({ remaining }) => `used a recovery code; ${remaining} ${remaining === 1 ? "is" : "are"} left`,
    { remaining: 9 },
  ),
  "passkey.cloned": event(
    "authenticator",
    { authenticatorId: Text, name: Text, storedCounter: Count, givenCounter: Count },
    ({ name }) => `used what looks like a copy of the passkey or security key “${name}”`,
    { authenticatorId: "pkey_01h455vb4pex5vsknk084sn02q", name: "Key", storedCounter: 8, givenCounter: 3 },
  ),
  "passkey-offer.declined": plain("authenticator", "did not want a passkey for now"),
  "text-message.sent": event(
    "authenticator",
    { authenticatorId: Text, purpose: z.union([PurposeWord, z.literal("bind-authenticator")]) },
    () => "got a code by text message",
    { authenticatorId: phoneId, purpose: "sign-in" },
  ),
  "text-message.refused": event(
    "authenticator",
    { authenticatorId: Text.nullable(), reason: TextRefusal },
    ({ reason }) => `got no code by text message: ${textRefusalWords[reason]}`,
    { authenticatorId: phoneId, reason: "too-soon" },
  ),
  "text-messages.ceiling-reached": event(
    "log",
    { day: Text, limit: Count, share: z.enum(["new-phones"]).optional() },
    ({ day, limit, share }) =>
      share
        ? `stopped sending text messages to phones bound within a week on ${day}: their share of ${limit} was reached`
        : `stopped sending text messages on ${day}: the limit of ${limit} was reached`,
    { day: "2026-11-22", limit: 1000 },
  ),
};
