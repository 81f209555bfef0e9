import { z } from "zod";
import { authenticatorKinds } from "../kinds.ts";
import { operationNames } from "../operations.ts";
import { proofKinds, purposes } from "../proofs.ts";

// The words events use, each with what a person reads.

export const failureWords = {
  "wrong-password": "the password was wrong",
  "wrong-code": "the code was wrong",
  "code-already-used": "the code had been used before",
  "code-expired": "the code had expired",
  "passkey-unknown": "the passkey or security key is not known here",
  "passkey-of-another-account": "the passkey or security key belongs to another account",
  "passkey-invalid": "the answer of the passkey or security key was not valid",
  "passkey-challenge": "the answer of the passkey or security key came too late, or twice",
  "passkey-not-verified": "the passkey or security key did not make sure who held it",
  "passkey-cloned": "the passkey or security key looks like a copy",
  locked: "there had been too many wrong tries",
  suspended: "the account is suspended",
  secured: "the account is secured until a new password is chosen",
  "password-reset-required": "a new password has to be chosen first",
  "sso-required": "the organization asks for single sign-on",
  "sso-refused": "what the identity provider said was not accepted",
  "no-place": "nobody has made a place in the organization for them",
} as const;

/** Why a sign-in failed. */
export type SignInFailure = keyof typeof failureWords;
export const signInFailures = Object.keys(failureWords) as [SignInFailure, ...SignInFailure[]];

export const sessionEndWords = {
  "signed-out": "signed out",
  "ended-by-owner": "signed out another session",
  "password-changed": "signed out a session by changing the password",
  "password-reset": "signed out a session by resetting the password",
  "account-deleted": "signed out a session by asking to delete the account",
  suspended: "signed out a session by suspending the account",
  "ended-by-operator": "signed out a session",
  replaced: "signed in again in the same browser, which ended the session before",
  "flag-ignored": "signed out a session on hold, for nobody restored its trust",
  "not-me": "signed out a session by saying “this wasn't me”",
  policy: "signed out a session that was older or idler than an organization allows",
  "ended-by-admin": "signed out a session of a member",
  "too-many": "signed out the session used least recently, because there were too many",
  "authenticator-unbound": "signed out a session by removing what it was opened with",
  "ended-by-provider": "signed out a session, because the organization's identity provider said so",
  "connection-ended": "signed out a session, because the connection to the identity provider ended",
  "sso-required": "signed out a session, because the organization asks for single sign-on now",
  deprovisioned: "signed out a session, because the organization's directory said so",
} as const;

/** Why a session ended. */
export type SessionEnd = keyof typeof sessionEndWords;

export const forgetWords = {
  "forgotten-by-owner": "asked for the second step on a remembered device again",
  "password-changed": "forgot a remembered device, because the password changed",
  "password-reset": "forgot a remembered device, because the password was reset",
  "authenticator-unbound": "forgot a remembered device, because an authenticator was removed",
  "sessions-ended": "forgot a remembered device, because other sessions were signed out",
  suspended: "forgot a remembered device, because the account was suspended",
  "not-me": "forgot a remembered device by saying “this wasn't me”",
  "ended-by-admin": "forgot a remembered device of a member",
  deprovisioned: "forgot a remembered device, because the organization's directory said so",
  "too-many": "forgot the remembered device used least recently, because another was remembered",
} as const;

/** Why a device is asked for the second step again. */
export type ForgetReason = keyof typeof forgetWords;

export const flagWords = {
  "browser-changed": "its browser changed",
  "os-changed": "its system changed",
  "impossible-travel": "it was used too far away too soon",
  "listed-network": "it was used from a listed network",
  "failed-step-ups": "it gave too many wrong answers to “confirm it's you”",
  "cloned-key": "its passkey or security key looks like a copy",
  "by-operator": "an operator had doubts",
} as const;

/** Why a session is doubted. */
export type FlagReason = keyof typeof flagWords;
export const flagReasons = Object.keys(flagWords) as [FlagReason, ...FlagReason[]];

export const textRefusalWords = {
  "too-soon": "the one before was sent less than a minute ago",
  "number-limit": "the number had enough of them",
  "account-limit": "the account had enough of them",
  "deployment-limit": "the day's limit for everyone was reached",
  country: "its country is not served",
} as const;

/** Why a text message was not sent. */
export type TextMessageRefusal = keyof typeof textRefusalWords;

export const refusedWords = {
  role: "the role does not include that",
  operator: "only operators may do that, signed in with two steps",
  "foreign-organization": "it is no member of that organization",
  "cross-origin": "it came from another site",
  "ambiguous-credentials": "it carried two credentials",
  "invalid-request": "it did not fit",
  "rate-limited": "there were too many",
} as const;

/** Why a request was refused, as far as it is worth a look. */
export type RefusedReason = keyof typeof refusedWords;

export const methodWords = {
  password: "a password",
  passkey: "a passkey",
  sso: "single sign-on",
  "api-key": "an API key",
} as const;

/** How a sign-in was made. */
export type SignInMethod = keyof typeof methodWords;
export const signInMethods = Object.keys(methodWords) as [SignInMethod, ...SignInMethod[]];

/** A schema of the words a table explains. */
function oneOf<Word extends string>(words: Readonly<Record<Word, unknown>>): z.ZodType<Word> {
  return z.enum(Object.keys(words) as [Word, ...Word[]]);
}

export const Kind = z.enum(authenticatorKinds);
export const ProvenKind = z.enum(proofKinds);
export const OperationWord = z.enum(operationNames);
export const Failure = oneOf(failureWords);
export const End = oneOf(sessionEndWords);
export const Forget = oneOf(forgetWords);
export const Flag = oneOf(flagWords);
export const TextRefusal = oneOf(textRefusalWords);
export const Refused = oneOf(refusedWords);
export const Method = oneOf(methodWords);
export const PurposeWord = z.enum(purposes);
/** A name people gave, or an id. */
export const Text = z.string();
/** Unix milliseconds. */
export const At = z.int();
export const Count = z.int().min(0);
