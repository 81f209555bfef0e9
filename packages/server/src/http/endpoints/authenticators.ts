import { voidChangesOfOthers } from "../../accounts/void-mailed-links.ts";
import { z } from "@hono/zod-openapi";
import { findPasswordManager } from "../../accounts/password-managed.ts";
import { describeAccount } from "../../accounts/describe-account.ts";
import { type AuthenticatorListing, listAuthenticators } from "../../authenticators/list-authenticators.ts";
import { issueRecoveryCodes } from "../../authenticators/recovery-codes/issue-recovery-codes.ts";
import { renameAuthenticator } from "../../authenticators/rename-authenticator.ts";
import { userHandleOf } from "../../authenticators/passkey/user-handle.ts";
import { beginTotpBinding } from "../../authenticators/totp/begin-binding.ts";
import { completeTotpBinding } from "../../authenticators/totp/complete-binding.ts";
import { turnOffTwoStep, unbindAuthenticator } from "../../authenticators/unbind-authenticator.ts";
import { isRefusal } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { AuthenticatorName, Code, IdParam, Instant, instantOrNull, orNull } from "../schemas.ts";
import { Named } from "./organization-schemas.ts";

const common = { id: z.string(), name: z.string(), createdAt: Instant, lastUsedAt: orNull(Instant) };
const TotpAuthenticator = z.object({ ...common, kind: z.literal("totp") }).openapi("TotpAuthenticator");
export const Passkey = z
  .object({
    ...common,
    kind: z.literal("passkey"),
    provider: z.string().nullable().openapi({ description: "What made it, when its AAGUID tells." }),
    synced: z.boolean(),
    securityKey: z.boolean(),
    transports: z.array(z.string()),
    verifiesUser: z.boolean().openapi({ description: "Whether it has verified its holder." }),
    discoverable: z.boolean().openapi({ description: "Whether a sign-in is known to find it without naming it." }),
    signsInAlone: z.boolean().openapi({ description: "Both: it opens the account with nothing before it." }),
    credentialId: z.string().openapi({ description: "For the browser's Signal API." }),
  })
  .openapi("Passkey");
export const Phone = z
  .object({ ...common, kind: z.literal("phone"), sentTo: z.string(), usable: z.boolean() })
  .openapi("Phone");
const Authenticator = z.discriminatedUnion("kind", [TotpAuthenticator, Passkey, Phone]).openapi("Authenticator");
const Authenticators = z
  .object({
    password: z.object({ changedAt: Instant }).nullable(),
    passwordManagedBy: orNull(z.object({ organization: Named, url: orNull(z.string()) })).openapi({
      description:
        "The organization whose identity provider the person signs in by, and where the password is changed there; null where nobody asks that.",
    }),
    totp: z.array(TotpAuthenticator),
    passkeys: z.array(Passkey),
    phones: z.array(Phone),
    recoveryCodes: z.object({ remaining: z.int(), total: z.int(), issuedAt: Instant }).nullable(),
    preferred: z.string().nullable(),
    userHandle: z
      .string()
      .openapi({ description: "The account's WebAuthn user handle, for the browser's Signal API." }),
  })
  .openapi("Authenticators");
export const BoundAnswer = <Schema extends z.ZodType>(authenticator: Schema) =>
  z.object({ authenticator, recoveryCodes: z.array(z.string()).optional() });
const PendingTotp = z
  .object({ id: z.string(), secret: z.string(), uri: z.string(), qrSvg: z.string(), expiresAt: Instant })
  .openapi("PendingTotp");

/** An authenticator as its owner sees it. */
export function describe({ createdAt, lastUsedAt, ...rest }: AuthenticatorListing): object {
  return { ...rest, createdAt: instant(createdAt), lastUsedAt: instantOrNull(lastUsedAt) };
}

export const getAuthenticators = endpoint({
  access: "person",
  summary: "All authenticators of the account.",
  answers: { 200: Authenticators },
  async run({ services, caller }) {
    const listed = await listAuthenticators(services, caller.account.id);
    const { password, totp, passkeys, phones, recoveryCodes } = listed;
    const described = await describeAccount(services, caller.account.id);
    if (isRefusal(described)) return described;
    const body = {
      password: password && { changedAt: instant(password.changedAt) },
      passwordManagedBy: await findPasswordManager(services, described.account),
      totp: totp.map(describe),
      passkeys: passkeys.map(describe),
      phones: phones.map(describe),
      recoveryCodes: recoveryCodes && { ...recoveryCodes, issuedAt: instant(recoveryCodes.issuedAt) },
      preferred: described.preferredAuthenticator,
      userHandle: userHandleOf(caller.account.id),
    };
    return { status: 200, body };
  },
});

export const postTotp = endpoint({
  access: "person",
  summary: "Begin to bind an authenticator app: a secret, shown once, for ten minutes.",
  body: z.strictObject({}),
  answers: { 201: PendingTotp },
  refusals: ["not-allowed", "conflict"],
  async run({ services, caller }) {
    const pending = await beginTotpBinding(services, caller);
    if (isRefusal(pending)) return pending;
    const { id, secret, uri, qrSvg, expiresAt } = pending;
    return { status: 201, body: { id, secret, uri, qrSvg, expiresAt: instant(expiresAt) } };
  },
});

export const postTotpComplete = endpoint({
  access: "person",
  summary: "Bind the app by its first right code. The account's first second factor comes with ten recovery codes.",
  params: IdParam,
  body: z.strictObject({ code: Code, name: AuthenticatorName }),
  answers: { 201: BoundAnswer(TotpAuthenticator) },
  refusals: ["not-found", "attempt-closed", "proof-rejected", "not-allowed", "conflict"],
  async run({ services, caller, input }) {
    const bound = await completeTotpBinding(services, caller, input);
    if (isRefusal(bound)) return bound;
    const { id, name, createdAt, recoveryCodes, newToken } = bound;
    const authenticator = describe({ id, kind: "totp", name, createdAt, lastUsedAt: createdAt });
    return { status: 201, body: { authenticator, ...(recoveryCodes && { recoveryCodes }) }, newToken };
  },
});

export const patchAuthenticator = endpoint({
  access: "person",
  summary: "Give an authenticator another name.",
  params: IdParam,
  body: z.strictObject({ name: AuthenticatorName }),
  answers: { 200: Authenticator },
  refusals: ["not-found"],
  async run({ services, caller, input }) {
    const renamed = await renameAuthenticator(services, caller, input);
    return isRefusal(renamed) ? renamed : { status: 200, body: describe(renamed) };
  },
});

export const deleteAuthenticator = endpoint({
  access: "person",
  summary: "Remove an authenticator. With the last second factor the recovery codes go too.",
  params: IdParam,
  answers: { 204: null },
  refusals: ["not-found", "last-authenticator"],
  async run({ services, caller, input: { id } }) {
    const unbound = await unbindAuthenticator(services, caller, { id, also: voidChangesOfOthers });
    return isRefusal(unbound) ? unbound : { status: 204, ...unbound };
  },
});

export const deleteAuthenticators = endpoint({
  access: "person",
  summary: "Turn two-step sign-in off: removes all second factors and recovery codes.",
  answers: { 204: null },
  refusals: ["last-authenticator"],
  async run({ services, caller }) {
    const turnedOff = await turnOffTwoStep(services, caller, voidChangesOfOthers);
    return isRefusal(turnedOff) ? turnedOff : { status: 204, ...turnedOff };
  },
});

export const postRecoveryCodes = endpoint({
  access: "person",
  summary: "Make ten new recovery codes, shown once. The old ones stop working.",
  body: z.strictObject({}),
  answers: { 201: z.object({ codes: z.array(z.string()) }) },
  refusals: ["conflict"],
  async run({ services, caller }) {
    const issued = await issueRecoveryCodes(services, caller);
    if (isRefusal(issued)) return issued;
    const { codes, ...changed } = issued;
    return { status: 201, body: { codes }, ...changed };
  },
});
