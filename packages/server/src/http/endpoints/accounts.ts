import { protectionLevels, protectionSteps } from "../../rules/authenticators/protection.ts";
import { z } from "@hono/zod-openapi";
import { changeEmail } from "../../accounts/change-email.ts";
import { requestDeletion } from "../../accounts/delete-account.ts";
import { describeAccount } from "../../accounts/describe-account.ts";
import { isOperator } from "../../accounts/operators.ts";
import { lookAtReset } from "../../accounts/look-at-reset.ts";
import { lookAtVerification } from "../../accounts/look-at-verification.ts";
import { completePasswordReset, requestPasswordReset } from "../../accounts/reset-password.ts";
import { updateAccount } from "../../accounts/update-account.ts";
import { ownerAccountGoes } from "../../organizations/owner-account-goes.ts";
import { isRefusal } from "../../problems.ts";
import type { Services } from "../../services.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { Email, Instant, Kind, Password, PersonName, ReturnTo, Token, orNull } from "../schemas.ts";

export const CheckEmail = z.object({ status: z.literal("check-email") }).openapi("CheckEmail");
const NextStep = z.enum(protectionSteps).openapi("NextStep");
const Protection = z
  .object({
    level: z.enum(protectionLevels),
    methods: z.array(Kind),
    nextStep: orNull(NextStep),
    nextSteps: z.array(NextStep),
  })
  .openapi("Protection");
export const VerifiedAccount = z
  .object({ id: z.string(), email: z.string(), emailVerifiedAt: Instant, name: z.string(), createdAt: Instant })
  .openapi("VerifiedAccount");
const Account = VerifiedAccount.extend({
  pendingEmail: z.string().nullable(),
  preferredAuthenticator: z.string().nullable(),
  protection: Protection,
  /** Whether it looks after the deployment. */
  operator: z.boolean(),
}).openapi("Account");

export const postPasswordReset = endpoint({
  access: "anyone",
  summary: "Mail a link with which a new password can be chosen. The answer is the same for every address.",
  body: z.strictObject({ email: Email, returnTo: ReturnTo.optional() }),
  answers: { 202: CheckEmail },
  async run({ services, client, input: { email, returnTo } }) {
    await requestPasswordReset(services, client, { address: email, returnTo });
    return { status: 202, body: { status: "check-email" } };
  },
});

export const postPasswordResetLook = endpoint({
  access: "anyone",
  summary: "Whose password a mailed link changes, for password managers. The link is not used by asking.",
  body: z.strictObject({ token: Token }),
  answers: { 200: z.object({ email: z.string() }).openapi("PasswordReset") },
  refusals: ["link-invalid"],
  async run({ services, input: { token } }) {
    const told = await lookAtReset(services, token);
    return isRefusal(told) ? told : { status: 200, body: told };
  },
});

export const postEmailVerificationLook = endpoint({
  access: "anyone",
  summary: "Whether a mailed link still works, and what it would confirm. The link is not used by asking.",
  body: z.strictObject({ token: Token }),
  answers: {
    200: z.object({ purpose: z.enum(["sign-up", "change-email"]), email: z.string() }).openapi("EmailVerificationLook"),
  },
  refusals: ["link-invalid"],
  async run({ services, input: { token } }) {
    const told = await lookAtVerification(services, token);
    return isRefusal(told) ? told : { status: 200, body: told };
  },
});

export const postPasswordResetComplete = endpoint({
  access: "anyone",
  summary: "Choose a new password by a mailed link. Ends all sessions, opens none, leaves the second factor as it is.",
  body: z.strictObject({ token: Token, password: Password }),
  answers: { 204: null },
  refusals: ["link-invalid", "not-allowed", "password-unacceptable", "rate-limited"],
  async run({ services, client, input }) {
    return (await completePasswordReset(services, client, input)) ?? { status: 204 };
  },
});

async function answerAccount(services: Services, accountId: string) {
  const described = await describeAccount(services, accountId);
  if (isRefusal(described)) return described;
  const { account, pendingEmail, preferredAuthenticator, protection } = described;
  const { id, email, emailVerifiedAt, name, createdAt } = account;
  const body = {
    id,
    email,
    emailVerifiedAt: instant(emailVerifiedAt),
    name,
    createdAt: instant(createdAt),
    pendingEmail,
    preferredAuthenticator,
    protection,
    operator: isOperator(services, email),
  };
  return { status: 200, body };
}

export const getAccount = endpoint({
  access: "person",
  summary: "The account, and what protects it.",
  answers: { 200: Account },
  run: ({ services, caller }) => answerAccount(services, caller.account.id),
});

export const patchAccount = endpoint({
  access: "person",
  summary: "Change the name, or which authenticator is asked for first.",
  body: z.strictObject({
    name: PersonName.optional(),
    preferredAuthenticator: z.string().max(64).nullable().optional(),
  }),
  answers: { 200: Account },
  refusals: ["not-found"],
  asks: {
    when: "it changes what is asked for first",
    isDue: async ({ input: { preferredAuthenticator } }) => preferredAuthenticator !== undefined,
  },
  async run({ services, caller, input }) {
    return (await updateAccount(services, caller, input)) ?? answerAccount(services, caller.account.id);
  },
});

export const putAccountEmail = endpoint({
  access: "person",
  summary: "Ask for another address. It becomes the account's when its mailed link is used.",
  body: z.strictObject({ email: Email }),
  answers: { 202: CheckEmail },
  refusals: ["rate-limited", "not-allowed"],
  async run({ services, caller, input: { email } }) {
    const asked = await changeEmail(services, caller, email);
    return isRefusal(asked) ? asked : { status: 202, body: { status: "check-email" }, ...asked };
  },
});

export const deleteAccount = endpoint({
  access: "person",
  summary: "Ask for the account's deletion. Ends all sessions; signing in within 14 days calls it back.",
  answers: { 202: z.object({ deletesAt: Instant }) },
  refusals: ["conflict"],
  async run({ services, caller }) {
    const requested = await requestDeletion(services, caller, ownerAccountGoes);
    if (isRefusal(requested)) return requested;
    return { status: 202, body: { deletesAt: instant(requested.deletesAt) }, endsSession: true };
  },
});
