import { z } from "zod";
import { connectionKinds, setupIntents } from "../sso.ts";
import { event } from "./define.ts";
import { Count, Text } from "./words.ts";

const connectionId = "conn_01h455vb4pex5vsknk084sn02q";
const identityId = "idnt_01h455vb4pex5vsknk084sn02q";
const setupLinkId = "link_01h455vb4pex5vsknk084sn02q";
const certificateWords = {
  added: "took over a new certificate of the connection",
  removed: "took a certificate out of the connection",
} as const;

const settingWords = {
  name: "its name",
  jit: "for whom accounts are made",
  "trust-second-factor": "whether its second factor counts",
  "required-amr": "which second factors of it count",
  "required-acr": "which levels of it count",
  "idp-initiated": "whether it may begin a sign-in",
  "manage-password-url": "where passwords are managed",
  "allow-cbc": "which encryption is read",
  configuration: "what is trusted",
} as const;
const settings = Object.keys(settingWords) as [keyof typeof settingWords, ...(keyof typeof settingWords)[]];

/** What happens to connections to identity providers, and to what people are known by there. */
export const ssoEvents = {
  "connection.created": event(
    "organization",
    { connectionId: Text, kind: z.enum(connectionKinds), name: Text },
    ({ name }) => `began to set up the connection “${name}”`,
    { connectionId, kind: "oidc", name: "Okta" },
  ),
  "connection.changed": event(
    "organization",
    { connectionId: Text, name: Text, settings: z.array(z.enum(settings)), isPending: z.literal(true).optional() },
    ({ name, settings: changed, isPending }) =>
      `changed the connection “${name}”: ${changed.map((each) => settingWords[each]).join(", ")}${isPending ? ", from its next passed test on" : ""}`,
    { connectionId, name: "Okta", settings: ["trust-second-factor"] },
  ),
  "connection.tested": event(
    "organization",
    { connectionId: Text, name: Text, passed: z.boolean() },
    ({ name, passed }) => `tested the connection “${name}”, which ${passed ? "passed" : "did not pass"}`,
    { connectionId, name: "Okta", passed: true },
  ),
  "connection.change-discarded": event(
    "organization",
    { connectionId: Text, name: Text },
    ({ name }) => `gave up the change of the connection “${name}” that waited for its test`,
    { connectionId, name: "Okta" },
  ),
  "connection.replaced": event(
    "organization",
    { connectionId: Text, name: Text },
    ({ name }) => `put the tested configuration of the connection “${name}” in place`,
    { connectionId, name: "Okta" },
  ),
  "connection.activated": event(
    "organization",
    { connectionId: Text, name: Text },
    ({ name }) => `switched the connection “${name}” on`,
    { connectionId, name: "Okta" },
  ),
  "connection.disabled": event(
    "organization",
    { connectionId: Text, name: Text },
    ({ name }) => `switched the connection “${name}” off`,
    { connectionId, name: "Okta" },
  ),
  "connection.deleted": event(
    "organization",
    { connectionId: Text, name: Text },
    ({ name }) => `deleted the connection “${name}”`,
    { connectionId, name: "Okta" },
  ),
  "connection.certificate-changed": event(
    "organization",
    { connectionId: Text, name: Text, change: z.enum(["added", "removed"]), fingerprint: Text },
    ({ name, change }) => `${certificateWords[change]} “${name}”`,
    { connectionId, name: "Okta", change: "added", fingerprint: "3f1c…" },
  ),
  "connection.certificate-expiring": event(
    "organization",
    { connectionId: Text, name: Text, fingerprint: Text, days: z.int() },
    ({ name, days }) =>
      days > 0
        ? `noticed that a certificate of the connection “${name}” ends in ${days} ${days === 1 ? "day" : "days"}`
        : `noticed that a certificate of the connection “${name}” has ended`,
    { connectionId, name: "Okta", fingerprint: "3f1c…", days: 14 },
  ),
  "connection.unreachable": event(
    "organization",
    { connectionId: Text, name: Text, reason: Text },
    ({ name }) => `could not ask the identity provider of the connection “${name}”`,
    { connectionId, name: "Okta", reason: "discovery" },
  ),
  "connection.key-replaced": event(
    "organization",
    { connectionId: Text, name: Text },
    ({ name }) => `made a new key for the requests of the connection “${name}”`,
    { connectionId, name: "Okta" },
  ),
  "connection.rules-changed": event(
    "organization",
    { connectionId: Text, name: Text, rules: Count },
    ({ name, rules }) => `changed the role rules of the connection “${name}”: ${rules} now`,
    { connectionId, name: "Okta", rules: 3 },
  ),
  "identity.linked": event(
    "account",
    { connectionId: Text, identityId: Text, how: z.enum(["managed-address", "own-proof", "provisioned"]) },
    // By showing whose the account is, a person does it; else the provider.
    ({ how }) =>
      how === "own-proof"
        ? "linked the account to an organization's identity provider"
        : "linked this account to an organization",
    { connectionId, identityId, how: "managed-address" },
  ),
  "identity.unlinked": event(
    "account",
    { connectionId: Text, identityId: Text },
    () => "unlinked the account from an organization's identity provider",
    { connectionId, identityId },
  ),
  "setup-link.created": event(
    "organization",
    { setupLinkId: Text, intents: z.array(z.enum(setupIntents)), to: Text.nullable() },
    ({ to }) => `made a link with which single sign-on can be set up${to === null ? "" : ` and sent it to ${to}`}`,
    { setupLinkId, intents: ["domains", "sso"], to: "i…@example.com" },
  ),
  "setup-link.opened": event(
    "organization",
    { setupLinkId: Text },
    () => "opened the link with which single sign-on can be set up",
    { setupLinkId },
  ),
  "setup-link.finished": event(
    "organization",
    { setupLinkId: Text },
    () => "finished setting single sign-on up by the link",
    { setupLinkId },
  ),
  "setup-link.revoked": event(
    "organization",
    { setupLinkId: Text },
    () => "took back the link with which single sign-on can be set up",
    { setupLinkId },
  ),
};

export type ConnectionSetting = keyof typeof settingWords;
