import { z } from "zod";
import { type AuthenticatorKind, kinds } from "../kinds.ts";
import { proofWords } from "../proofs.ts";
import { operations } from "../operations.ts";
import { deviceRecognitions } from "../states.ts";
import { event, plain } from "./define.ts";
import {
  At,
  End,
  Failure,
  failureWords,
  Flag,
  flagWords,
  Forget,
  forgetWords,
  Kind,
  Method,
  methodWords,
  OperationWord,
  ProvenKind,
  PurposeWord,
  sessionEndWords,
  Text,
} from "./words.ts";

const withFactor = (method: keyof typeof methodWords, factor: AuthenticatorKind | null): string =>
  factor === null ? methodWords[method] : `${methodWords[method]} and ${kinds[factor].proof}`;

/** Every way in, what it proves, and what it opens. */
export const signInEvents = {
  "sign-in.accepted": event(
    "sign-in",
    {
      method: Method,
      factor: Kind.nullable(),
      /** Whether this browser was known to the account; `first` when no browser was. */
      device: z.enum(deviceRecognitions).optional(),
    },
    ({ method, factor, device }) =>
      `signed in with ${withFactor(method, factor)}${device === "new" ? " on a device not seen before" : ""}`,
    { method: "password", factor: "totp", device: "known" },
  ),
  "sign-in.rejected": event(
    "sign-in",
    { method: Method, factor: Kind.nullable(), reason: Failure },
    ({ reason }) => `could not sign in: ${failureWords[reason]}`,
    { method: "password", factor: null, reason: "wrong-password" },
  ),
  "proof.accepted": event(
    "sign-in",
    { kind: ProvenKind, authenticatorId: Text.nullable(), purpose: PurposeWord },
    ({ kind }) => `gave the first of two proofs: ${proofWords(kind)}`,
    { kind: "password", authenticatorId: "pswd_01h455vb4pex5vsknk084sn02q", purpose: "sign-in" },
  ),
  "step-up.accepted": event(
    "session",
    { operation: OperationWord, kind: ProvenKind },
    ({ operation, kind }) => `confirmed with ${proofWords(kind)}, for ${operations[operation]}`,
    { operation: "change-email", kind: "passkey" },
  ),
  "step-up.rejected": event(
    "session",
    { operation: OperationWord, kind: Kind, reason: Failure },
    ({ operation, reason }) => `could not confirm ${operations[operation]}: ${failureWords[reason]}`,
    { operation: "change-email", kind: "totp", reason: "wrong-code" },
  ),
  "step-up.ended": plain("session", "ended the ten minutes after confirming"),
  "session.opened": event("session", { method: Method }, () => "opened a session", { method: "password" }),
  "session.ended": event("session", { reason: End }, ({ reason }) => sessionEndWords[reason], {
    reason: "ended-by-owner",
  }),
  "session.flagged": event(
    "session",
    { reason: Flag, evidence: Text, note: Text.optional() },
    ({ reason }) => `put a session on hold: ${flagWords[reason]}`,
    { reason: "browser-changed", evidence: "browser-changed:Chrome>Firefox" },
  ),
  "session.trust-restored": event(
    "session",
    { reason: Flag, kind: Kind },
    ({ kind }) => `restored the trust of a session with ${kinds[kind].proof}`,
    { reason: "browser-changed", kind: "passkey" },
  ),
  "restore-trust.rejected": event(
    "session",
    { kind: Kind, reason: Failure },
    ({ reason }) => `could not restore the trust of a session: ${failureWords[reason]}`,
    { kind: "totp", reason: "wrong-code" },
  ),
  "device.remembered": event(
    "session",
    { rememberedDeviceId: Text, expiresAt: At },
    () => "asked not to be asked for the second step on this device",
    { rememberedDeviceId: "rdev_01h455vb4pex5vsknk084sn02q", expiresAt: Date.UTC(2026, 11, 22) },
  ),
  "device.forgotten": event(
    "session",
    { rememberedDeviceId: Text, reason: Forget },
    ({ reason }) => forgetWords[reason],
    { rememberedDeviceId: "rdev_01h455vb4pex5vsknk084sn02q", reason: "forgotten-by-owner" },
  ),
};
