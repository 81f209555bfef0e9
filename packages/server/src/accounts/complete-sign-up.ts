import { itself } from "../vocabulary/events/actors.ts";
import type { RegistrationAnswer } from "../authenticators/passkey/credential.ts";
import { recordEvent } from "../audit/record-event.ts";
import {
  bindFirstPasskey,
  creationOptionsForSignUp,
  type FirstPasskey,
  spendFirstPasskey,
  verifyFirstPasskey,
} from "../authenticators/passkey/sign-up.ts";
import { bindPassword } from "../authenticators/password/bind-password.ts";
import { checkNewPassword, normalizePassword } from "../authenticators/password/check-password.ts";
import { refuseBusy } from "../authenticators/password/refuse-busy.ts";
import { busy } from "../crypto/password-hash.ts";
import { equalBytes, sha256 } from "../crypto/hash.ts";
import { heldToNothing } from "../rules/policies/held/held-policies.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { Proof } from "../vocabulary/proofs.ts";
import type { Client, Services, Work } from "../services.ts";
import { type AccountRow, insertAccount } from "./accounts.sql.ts";
import { refuseCaptured } from "./captured.ts";
import { closeSignUps, consumeSignUp, findWaitingSignUp, type SignUpRow } from "./mailed-links.sql.ts";
import { newAccount } from "./new-account.ts";

/** What an account begins with, when its sign-up brought no password: a passkey, or a password after all. */
export interface FirstAuthenticator {
  readonly credential?: RegistrationAnswer | undefined;
  readonly name?: string | undefined;
  readonly password?: string | undefined;
}

export interface CompletedSignUp {
  readonly purpose: "sign-up";
  readonly account: AccountRow;
  /** Ten codes, when the account began with a passkey. */
  readonly recoveryCodes?: readonly string[];
  /** What whoever uses the link has proven with what the account begins with; null in another browser than signed up. */
  readonly proof: Proof | null;
}

type Unready = Refusal<
  "not-allowed" | "conflict" | "link-invalid" | "proof-rejected" | "password-unacceptable" | "rate-limited"
>;

/** What a sign-up's link would make, made ready outside the transaction that uses it. */
export type ReadySignUp = { readonly passwordHash: string } | { readonly passkey: FirstPasskey };

/** Options for the passkey of a sign-up without a password. The link is not used by asking. */
export async function beginSignUpPasskey(
  services: Services,
  token: string,
): Promise<object | Refusal<"link-invalid" | "conflict" | "not-allowed">> {
  const { read, now } = services;
  const signUp = await findWaitingSignUp(read, sha256(token), now());
  if (!signUp) return refuse("link-invalid");
  if (signUp.passwordlessAt === null) return refuse("conflict", { detail: "This sign-up has a password already." });
  const captured = await refuseCaptured(services, { id: null, email: signUp.email });
  if (captured) return captured;
  const account = { id: signUp.futureAccountId ?? "", email: signUp.email, name: signUp.name };
  return services.transact((work) => creationOptionsForSignUp(work, signUp.id, account));
}

/** Checks what the account is to begin with; undefined when this link is not a sign-up's. */
export async function readySignUp(
  services: Services,
  tokenHash: Uint8Array,
  given: FirstAuthenticator,
): Promise<ReadySignUp | Unready | undefined> {
  const { read, passwords, now } = services;
  const signUp = await findWaitingSignUp(read, tokenHash, now());
  const isGiven = given.credential !== undefined || given.password !== undefined;
  if (isGiven && signUp?.passwordlessAt === null)
    return refuse("conflict", { detail: "This sign-up has a password already." });
  if (!signUp) return isGiven ? refuse("link-invalid") : undefined;
  const captured = await refuseCaptured(services, { id: null, email: signUp.email });
  if (captured) return captured;
  if (signUp.passwordHash !== null) return { passwordHash: signUp.passwordHash };
  if (given.credential) {
    const passkey = await verifyFirstPasskey(services, signUp.id, given.credential, given.name);
    return passkey
      ? { passkey }
      : refuse("proof-rejected", { detail: "That answer was not for this ceremony. Start again." });
  }
  if (given.password === undefined)
    return refuse("conflict", {
      reason: "authenticator-needed",
      detail: "This account begins with a passkey, made on the page behind the link. A password does as well.",
    });
  const unacceptable = await checkNewPassword(services, given.password, signUp, heldToNothing);
  if (unacceptable) return unacceptable;
  const passwordHash = await passwords.hash(normalizePassword(given.password));
  return passwordHash === busy ? refuseBusy(services) : { passwordHash };
}

/** Uses a sign-up's link: makes the account and binds what it begins with. Undefined when the link is not a sign-up's. */
export async function completeSignUp(
  work: Work,
  client: Client,
  tokenHash: Uint8Array,
  ready: ReadySignUp | undefined,
): Promise<CompletedSignUp | Refusal<"link-invalid" | "not-allowed" | "proof-rejected"> | undefined> {
  const { tx } = work;
  const waiting = ready && (await findWaitingSignUp(tx, tokenHash, work.now()));
  const captured = waiting && (await refuseCaptured(work, { id: null, email: waiting.email }));
  if (captured) return captured;
  if (ready && "passkey" in ready && !(await spendFirstPasskey(work, ready.passkey)))
    return refuse("proof-rejected", { detail: "That answer was given too late. Start again." });
  const signUp = ready && (await consumeSignUp(tx, tokenHash, work.now()));
  if (!signUp) return undefined;
  const account = newAccount(work, { ...signUp, id: signUp.futureAccountId ?? work.newId("acct") });
  if (!(await insertAccount(tx, account))) return refuse("link-invalid");
  await closeSignUps(tx, signUp.emailKey, work.now());
  await recordEvent(work, {
    type: "account.created",
    accountId: account.id,
    actor: itself(account.id),
    client,
    data: {},
  });
  const isHere = isSameBrowser(signUp, client);
  if ("passwordHash" in ready) {
    const id = await bindPassword(work, account.id, ready.passwordHash);
    // A password was typed when signing up, or here: it proves as much as it did then.
    const at = signUp.passwordHash === null ? work.now() : signUp.signedUpAt;
    return { purpose: "sign-up", account, proof: isHere ? { kind: "password", authenticatorId: id, at } : null };
  }
  const { recoveryCodes, proof } = await bindFirstPasskey(work, account, client, ready.passkey);
  return { purpose: "sign-up", account, recoveryCodes, proof: isHere ? proof : null };
}

// The secret is this sign-up's alone: whoever signed up with another's address has it in their browser, and not the mail.
function isSameBrowser({ browserHash }: SignUpRow, { signUpSecret }: Client): boolean {
  return browserHash !== null && signUpSecret !== null && equalBytes(browserHash, sha256(signUpSecret));
}
