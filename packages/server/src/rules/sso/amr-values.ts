import type { Factor } from "../../vocabulary/kinds.ts";

/** What a value that an identity provider asserts says of a sign-in. */
export interface AssertedMethod {
  readonly factors: readonly Factor[];
  /** Its definition demands it, whatever product asserts it. */
  readonly isPhishingResistant?: true;
}

const knowledge: AssertedMethod = { factors: ["knowledge"] };
const possession: AssertedMethod = { factors: ["possession"] };
const inherence: AssertedMethod = { factors: ["inherence"] };
const several: AssertedMethod = { factors: ["knowledge", "possession"] };
const phishingResistant: AssertedMethod = { factors: ["possession"], isPhishingResistant: true };

/**
 * RFC 8176 §2 and IANA's registry of Authentication Method Reference Values. What says nothing of a factor is left out: where, when and over how many
 * channels (geo, mca, rba, user, wia), and questions about the person (kba), which NIST SP 800-63B §3.1.1 takes for no secret.
 */
const registered: Record<string, AssertedMethod> = {
  pwd: knowledge,
  pin: knowledge,
  otp: possession,
  sms: possession,
  tel: possession,
  hwk: possession,
  swk: possession,
  sc: possession,
  // OpenID Connect Extended Authentication Profile ACR Values 1.0 §5.
  pop: possession,
  face: inherence,
  fpt: inherence,
  iris: inherence,
  retina: inherence,
  vbm: inherence,
  mfa: several,
};

const identity = "http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/";
const adfs = "http://schemas.microsoft.com/ws/2012/12/authmethod/";

/**
 * Microsoft: Entra ID's `amr` ("Access tokens: amr", "fido" and "rsa" among them) and `authnmethodsreferences`, AD FS's authentication methods
 * (System.IdentityModel.Tokens.AuthenticationMethods; "Additional authentication methods"). `wiaormultiauthn` may be either, and says nothing.
 */
const microsoft: Record<string, AssertedMethod> = {
  fido: phishingResistant,
  rsa: possession,
  "http://schemas.microsoft.com/claims/multipleauthn": several,
  [`${identity}password`]: knowledge,
  [`${identity}secureremotepassword`]: knowledge,
  [`${identity}hardwaretoken`]: possession,
  [`${identity}smartcard`]: possession,
  [`${identity}smartcardpki`]: several,
  [`${identity}x509`]: possession,
  [`${identity}tlsclient`]: phishingResistant,
  [`${adfs}otp`]: possession,
  [`${adfs}smsotp`]: possession,
  [`${adfs}phoneappotp`]: possession,
  [`${adfs}phoneappnotification`]: possession,
  [`${adfs}phoneconfirmation`]: possession,
};

export const amrValues: ReadonlyMap<string, AssertedMethod> = new Map(Object.entries({ ...registered, ...microsoft }));

/** Attributes of SAML that carry such values: Entra ID and AD FS, AD FS alone, Okta (named so in its guide "Configure AMR claims mapping"), and others. */
export const amrAttributes: readonly string[] = [
  "http://schemas.microsoft.com/claims/authnmethodsreferences",
  "http://schemas.microsoft.com/ws/2008/06/identity/claims/authenticationmethod",
  "session.amr",
  "amr",
];
