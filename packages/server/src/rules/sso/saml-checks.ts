/** Everything a SAML response is held against, in the order of the checks, with what an admin can do where it fails. */
const fixes = {
  document:
    "Responses are read strictly: base64 of XML in UTF-8, as SAML 2.0 lays it out, without document type, comments, CDATA or processing instructions. Something on the way may have changed it.",
  identifiers: "An ID stands twice in the message. Nothing but a fault or an attack makes such a message.",
  "one-assertion": "Let the identity provider send exactly one assertion in each response.",
  signed: "Let the identity provider sign its assertions or its responses.",
  "signature-place":
    "Let the identity provider sign the assertion or the response as a whole, the signature directly inside it.",
  "signature-algorithm":
    "Let the identity provider sign with RSA or ECDSA and SHA-256 or better. SHA-1 can be forged and is never accepted.",
  signature:
    "The message was not signed with any certificate of this connection. Where the identity provider has a new one, add it or read the metadata again.",
  "encryption-algorithm":
    "Let the identity provider encrypt with AES-GCM and RSA-OAEP. AES-CBC can be switched on for this connection; RSA 1.5 cannot.",
  encryption:
    "The assertion does not open. Give the identity provider the encryption certificate of this connection's metadata.",
  status:
    "The identity provider itself refused. Look into its sign-in log; often the person is not assigned to the application.",
  "response-issuer": "Enter the identity provider's entity ID as it sends it, or read its metadata again.",
  destination: "Enter the ACS URL of this connection at the identity provider, letter by letter.",
  "in-response-to":
    "Start the sign-in here, in the same browser. Sign-ins begun at the identity provider must be allowed for this connection.",
  "assertion-issuer": "Enter the identity provider's entity ID as it sends it, or read its metadata again.",
  "name-id":
    "Let the identity provider send one NameID in the subject, unencrypted and not empty. An attribute does not take its place.",
  "name-id-format":
    "Let the identity provider send a NameID that stays: persistent, or its own immutable id. A transient one is another each time.",
  confirmation: "Let the identity provider send one SubjectConfirmation, of method bearer.",
  recipient: "Enter the ACS URL of this connection as recipient URL at the identity provider, letter by letter.",
  "confirmation-expiry":
    "The response came too late, or a clock is wrong. Set the identity provider's clock by NTP, and let responses live some minutes.",
  "confirmation-not-before":
    "Let the identity provider leave NotBefore out of SubjectConfirmationData; SAML does not allow it there.",
  "confirmation-in-response-to":
    "Start the sign-in here, in the same browser. Sign-ins begun at the identity provider must be allowed for this connection.",
  conditions:
    "Let the identity provider send Conditions with NotOnOrAfter, and none but AudienceRestriction, OneTimeUse and ProxyRestriction.",
  "conditions-not-before": "The assertion does not hold yet: a clock is wrong. Set the identity provider's by NTP.",
  "conditions-expiry":
    "The assertion holds no longer: it came too late, or a clock is wrong. Set the identity provider's by NTP.",
  audience: "Enter the entity ID of this connection as audience at the identity provider, letter by letter.",
  authentication: "Let the identity provider send one AuthnStatement: it says when and how the person signed in.",
  "authentication-instant": "The person signed in in the future: a clock is wrong. Set the identity provider's by NTP.",
  "fresh-authentication":
    "The identity provider was asked to have the person sign in anew (ForceAuthn) and did not. Allow that at the identity provider, or confirm here instead.",
  "session-end": "The identity provider's session has already ended (SessionNotOnOrAfter). Sign in there again.",
  "logout-issuer": "Enter the identity provider's entity ID as it sends it, or read its metadata again.",
  "logout-destination": "Enter the logout URL of this connection at the identity provider, letter by letter.",
  "logout-time": "The sign-out came too late, or a clock is wrong. Set the identity provider's by NTP.",
  "logout-name": "Let the identity provider name one person by an unencrypted NameID, and at most 100 sessions.",
  "logout-answer": "The answer is to another sign-out, or to none. Sign out again.",
  "logout-status": "The identity provider did not end its session. Look into its log.",
} as const satisfies Record<string, string>;

export type SamlCheckName = keyof typeof fixes;
export const samlCheckNames = Object.keys(fixes) as SamlCheckName[];

export interface SamlCheck {
  readonly name: SamlCheckName;
  readonly passed: boolean;
  readonly expected: string;
  /** What the message says; cut where it is long. */
  readonly seen: string;
  /** What to do about it; null where it passed. */
  readonly fix: string | null;
}

const mostSeen = 300;

export function samlCheck(name: SamlCheckName, passed: boolean, expected: string, seen: string | undefined): SamlCheck {
  const cut = seen === undefined ? "nothing" : seen.length > mostSeen ? `${seen.slice(0, mostSeen)}…` : seen;
  return { name, passed, expected, seen: cut, fix: passed ? null : fixes[name] };
}
