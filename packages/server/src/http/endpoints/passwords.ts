import { passwordClasses, passwordFaults, passwordPresets } from "../../vocabulary/policies.ts";
import { z } from "@hono/zod-openapi";
import { changePassword } from "../../accounts/change-password.ts";
import { removePassword } from "../../accounts/remove-password.ts";
import { findUnmetRules, ownerOf } from "../../authenticators/password/check-password.ts";
import { lookAtInvitation } from "../../organizations/answer-invitation.ts";
import { heldToNothing } from "../../rules/policies/held/held-policies.ts";
import { decidePasswordRules } from "../../rules/authenticators/passwords.ts";
import { isRefusal } from "../../problems.ts";
import type { Services } from "../../services.ts";
import { endpoint } from "../call.ts";
import { Password, Token } from "../schemas.ts";

const PasswordClass = z.enum(passwordClasses);
const Unmet = z.enum(passwordFaults).openapi("UnmetPasswordRule");
const PasswordPolicy = z
  .object({
    preset: z.enum([...passwordPresets, "custom"]),
    minLength: z.int(),
    maxLength: z.int(),
    requires: z.array(PasswordClass),
    refuses: z.array(z.enum(["common", "breached", "contains-identity"])),
  })
  .openapi("PasswordPolicy");

const refusesOf = ({ breached }: Services) =>
  ["common", ...(breached?.isLocal ? (["breached"] as const) : []), "contains-identity"] as const;

export const getPasswordPolicy = endpoint({
  access: "anyone",
  summary: "The rules a new password must meet.",
  answers: { 200: PasswordPolicy },
  async run({ services, caller }) {
    const held = caller?.holding.held ?? heldToNothing;
    const { preset, minLength, maxLength, requires } = decidePasswordRules(services.config.passwordRules, held);
    return { status: 200, body: { preset, minLength, maxLength, requires, refuses: [...refusesOf(services)] } };
  },
});

export const postPasswordCheck = endpoint({
  access: "anyone",
  summary: "Which rules a password would not meet, before it is sent for good. Nothing is kept.",
  body: z.strictObject({
    password: z.string().max(4096),
    email: z.string().max(320).optional(),
    name: z.string().max(200).optional(),
    /** Of an invitation's link: its organization's name is no password there. */
    invitation: Token.optional(),
  }),
  answers: { 200: z.object({ unmet: z.array(Unmet) }) },
  async run({ services, caller, input: { password, email = "", name = "", invitation } }) {
    const held = caller?.holding.held ?? heldToNothing;
    const invited = invitation === undefined ? undefined : await lookAtInvitation(services, invitation);
    const organizations = invited && !isRefusal(invited) ? [invited.organization.name] : [];
    const unmet = findUnmetRules(services, password, caller ? ownerOf(caller) : { email, name, organizations }, held);
    // What is still being typed is told to nobody outside.
    const isKnown = services.breached?.isLocal && unmet.length === 0 && (await services.breached.find(password));
    if (isKnown === "breached") unmet.push("breached");
    return { status: 200, body: { unmet } };
  },
});

export const putPassword = endpoint({
  access: "person",
  summary: "Change the password, against the current one; or choose one where there is none. All other sessions end.",
  body: z.strictObject({ currentPassword: Password.optional(), newPassword: Password }),
  answers: { 204: null },
  refusals: ["not-allowed", "proof-rejected", "too-many-attempts", "password-unacceptable", "rate-limited"],
  async run({ services, caller, input }) {
    const changed = await changePassword(services, caller, input);
    return isRefusal(changed) ? changed : { status: 204, ...changed };
  },
});

export const deletePassword = endpoint({
  access: "person",
  summary: "Remove the password, where a passkey is left that signs in alone.",
  answers: { 204: null },
  refusals: ["not-found", "not-allowed", "last-authenticator"],
  async run({ services, caller }) {
    const removed = await removePassword(services, caller);
    return isRefusal(removed) ? removed : { status: 204, ...removed };
  },
});
