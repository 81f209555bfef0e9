import { z } from "@hono/zod-openapi";
import { beginSignUpPasskey, type CompletedSignUp } from "../../accounts/complete-sign-up.ts";
import type { EmailAddress } from "../../accounts/email-address.ts";
import { resendSignUp, signUp, type SignUp } from "../../accounts/sign-up.ts";
import { verifyEmail } from "../../accounts/verify-email.ts";
import { findInviting } from "../../organizations/answer-invitation.ts";
import { signInAfterSignUp } from "../../attempts/sign-in-after-sign-up.ts";
import type { Services, Work } from "../../services.ts";
import { isRefusal } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import {
  AuthenticatorName,
  CreationOptions,
  Email,
  Password,
  PersonName,
  RegistrationCredential,
  ReturnTo,
  Token,
} from "../schemas.ts";
import { CheckEmail, VerifiedAccount } from "./accounts.ts";

/** Whose invitation it is, while that is open and was mailed to this address: no mail leads to any other. */
async function openFor(
  services: Services,
  { key: emailKey }: EmailAddress,
  token: string | undefined,
): Promise<SignUp["invitedTo"]> {
  const inviting = token === undefined ? undefined : await findInviting(services, { token, emailKey });
  return token !== undefined && inviting ? { name: inviting.name, token } : undefined;
}

export const postSignUp = endpoint({
  access: "anyone",
  summary: "Begin a new account. The answer is the same for known and unknown addresses; the mail tells them apart.",
  body: z.strictObject({
    email: Email,
    password: Password.optional(),
    name: PersonName,
    /** Of an invitation's link: its address may sign up where sign-up is closed. */
    invitation: Token.optional(),
    returnTo: ReturnTo.optional(),
  }),
  answers: { 202: CheckEmail },
  refusals: ["password-unacceptable", "not-allowed", "rate-limited"],
  async run({ services, client, input: { email, password, name, invitation, returnTo } }) {
    const invitedTo = await openFor(services, email, invitation);
    const signedUp = await signUp(services, client, { address: email, password, name, invitedTo, returnTo });
    if (isRefusal(signedUp)) return signedUp;
    return { status: 202, body: { status: "check-email" }, signUpSecret: signedUp.browserSecret };
  },
});

export const postEmailVerification = endpoint({
  access: "anyone",
  summary:
    "Use the link of a mail: it makes the account, or gives it its new address. Works once. In the browser that signed up it signs in as well.",
  body: z
    .strictObject({
      token: Token,
      credential: RegistrationCredential.optional(),
      name: AuthenticatorName.optional(),
      password: Password.optional(),
    })
    .refine(({ credential, password }) => !credential || password === undefined, {
      path: ["password"],
      message: "An account begins with a passkey or a password, not both.",
    })
    .refine(({ credential, name }) => name === undefined || credential, {
      path: ["name"],
      message: "Only a passkey has a name.",
    }),
  answers: {
    200: z.object({
      purpose: z.enum(["sign-up", "change-email"]),
      account: VerifiedAccount,
      recoveryCodes: z.array(z.string()).optional(),
    }),
  },
  refusals: ["link-invalid", "not-allowed", "conflict", "proof-rejected", "password-unacceptable", "rate-limited"],
  async run({ services, client, caller, input }) {
    const prover = { client, session: caller?.session ?? null, wantsToBeRemembered: false };
    const signIn = (work: Work, made: CompletedSignUp) => signInAfterSignUp(work, prover, made);
    const verified = await verifyEmail(services, { client, caller, signIn }, input);
    if (isRefusal(verified)) return verified;
    const { id, email, emailVerifiedAt, name, createdAt } = verified.account;
    const account = { id, email, emailVerifiedAt: instant(emailVerifiedAt), name, createdAt: instant(createdAt) };
    const recoveryCodes = "recoveryCodes" in verified ? verified.recoveryCodes : undefined;
    const body = { purpose: verified.purpose, account, ...(recoveryCodes && { recoveryCodes }) };
    if (verified.purpose === "change-email") return { status: 200, body, newToken: verified.newToken };
    const { signedIn } = verified;
    if (signedIn === null) return { status: 200, body };
    const { token: newToken, deviceId } = signedIn;
    return { status: 200, body, newToken, opensSession: true, deviceId, signUpSecret: "" };
  },
});

export const postSignUpPasskeyOptions = endpoint({
  access: "anyone",
  summary: "Options for the passkey a sign-up without a password begins with. The link is not used by asking.",
  body: z.strictObject({ token: Token }),
  answers: { 200: CreationOptions },
  refusals: ["link-invalid", "not-allowed", "conflict"],
  async run({ services, input: { token } }) {
    const options = await beginSignUpPasskey(services, token);
    return isRefusal(options) ? options : { status: 200, body: options };
  },
});

export const postEmailVerificationResend = endpoint({
  access: "anyone",
  summary: "Mail the link of a waiting sign-up again. The earlier link stops working.",
  body: z.strictObject({
    email: Email,
    /** Of an invitation's link: the mailed link leads to it, where it was sent to this address. */
    invitation: Token.optional(),
    returnTo: ReturnTo.optional(),
  }),
  answers: { 202: CheckEmail },
  async run({ services, client, input: { email, invitation, returnTo } }) {
    const invitedTo = await openFor(services, email, invitation);
    await resendSignUp(services, client, { address: email, invitedTo, returnTo });
    return { status: 202, body: { status: "check-email" } };
  },
});
