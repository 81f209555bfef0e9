import { passkeyOffers } from "../../rules/authenticators/passkey-offer.ts";
import { z } from "@hono/zod-openapi";
import { beginPasskeyBinding } from "../../authenticators/passkey/begin-binding.ts";
import { completePasskeyBinding } from "../../authenticators/passkey/complete-binding.ts";
import { declinePasskeyOffer, findPasskeyOffer } from "../../authenticators/passkey/offer.ts";
import { listAuthenticators } from "../../authenticators/list-authenticators.ts";
import { isRefusal } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { AuthenticatorName, CreationOptions, IdParam, Instant, RegistrationCredential } from "../schemas.ts";
import { BoundAnswer, describe, Passkey } from "./authenticators.ts";

const PendingPasskey = z
  .object({ id: z.string(), options: CreationOptions, expiresAt: Instant })
  .openapi("PendingPasskey");
const PasskeyOffer = z
  .object({
    offer: z.enum(passkeyOffers).openapi({
      description:
        "`ask`: offer to add a passkey. `silent`: the browser may also make one by itself (conditional create). `none`: there is one, or the person said not now.",
    }),
  })
  .openapi("PasskeyOffer");

export const postPasskey = endpoint({
  access: "person",
  summary: "Begin to bind a passkey or security key: options for `navigator.credentials.create`.",
  body: z.strictObject({ securityKey: z.boolean().optional(), conditional: z.boolean().optional() }),
  answers: { 201: PendingPasskey },
  refusals: ["conflict", "not-allowed"],
  async run({ services, caller, input }) {
    const pending = await beginPasskeyBinding(services, caller, input);
    if (isRefusal(pending)) return pending;
    const { id, options, expiresAt } = pending;
    return { status: 201, body: { id, options, expiresAt: instant(expiresAt) } };
  },
});

export const postPasskeyComplete = endpoint({
  access: "person",
  summary: "Bind the passkey its ceremony made. The account's first second factor comes with ten recovery codes.",
  params: IdParam,
  body: z.strictObject({ credential: RegistrationCredential, name: AuthenticatorName }),
  answers: { 201: BoundAnswer(Passkey) },
  refusals: ["not-found", "attempt-closed", "proof-rejected", "conflict", "not-allowed"],
  async run({ services, caller, input }) {
    const bound = await completePasskeyBinding(services, caller, input);
    if (isRefusal(bound)) return bound;
    const { id, recoveryCodes, newToken } = bound;
    const { passkeys } = await listAuthenticators(services, caller.account.id);
    const authenticator = passkeys.filter((each) => each.id === id).map(describe)[0];
    return { status: 201, body: { authenticator, ...(recoveryCodes && { recoveryCodes }) }, newToken };
  },
});

export const getPasskeyOffer = endpoint({
  access: "person",
  summary: "Whether to offer a passkey on this device, after a sign-in with a password.",
  answers: { 200: PasskeyOffer },
  async run({ services, caller }) {
    return { status: 200, body: { offer: await findPasskeyOffer(services, caller) } };
  },
});

export const postPasskeyOfferDecline = endpoint({
  access: "person",
  summary: "Not now: the offer is not made again on this device for 30 days.",
  body: z.strictObject({}),
  answers: { 204: null },
  async run({ services, caller }) {
    await declinePasskeyOffer(services, caller);
    return { status: 204 };
  },
});
