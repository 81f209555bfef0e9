import type { AssertedMethod } from "./amr-values.ts";

const knowledge: AssertedMethod = { factors: ["knowledge"] };
const possession: AssertedMethod = { factors: ["possession"] };
const several: AssertedMethod = { factors: ["knowledge", "possession"] };

const saml = "urn:oasis:names:tc:SAML:2.0:ac:classes:";
const aal = "http://idmanagement.gov/ns/assurance/aal/";

/**
 * Classes of authentication context: SAML's AuthnContextClassRef, OpenID Connect's `acr`. What says nothing of a factor is left out: `unspecified`,
 * `PreviousSession`, `InternetProtocol`, the telephony classes, Okta's "1fa:any" and "2fa:any:ifpossible", REFEDS' single factor.
 */
export const authnContexts: ReadonlyMap<string, AssertedMethod> = new Map(
  Object.entries({
    // SAML 2.0 authentication context (saml-authn-context-2.0-os) §3.4.
    [`${saml}Password`]: knowledge,
    [`${saml}PasswordProtectedTransport`]: knowledge,
    [`${saml}InternetProtocolPassword`]: knowledge,
    [`${saml}SecureRemotePassword`]: knowledge,
    [`${saml}Kerberos`]: knowledge,
    [`${saml}MobileOneFactorUnregistered`]: possession,
    [`${saml}MobileOneFactorContract`]: possession,
    [`${saml}MobileTwoFactorUnregistered`]: several,
    [`${saml}MobileTwoFactorContract`]: several,
    [`${saml}X509`]: possession,
    [`${saml}PGP`]: possession,
    [`${saml}SPKI`]: possession,
    [`${saml}XMLDSig`]: possession,
    [`${saml}Smartcard`]: possession,
    [`${saml}SmartcardPKI`]: several,
    [`${saml}SoftwarePKI`]: possession,
    [`${saml}TimeSyncToken`]: possession,
    // A client certificate over TLS is bound to the connection.
    [`${saml}TLSClient`]: { factors: ["possession"], isPhishingResistant: true },
    // REFEDS Multi-Factor Authentication Profile.
    "https://refeds.org/profile/mfa": several,
    // OpenID Connect Extended Authentication Profile ACR Values 1.0 §2.
    phr: { factors: ["possession"], isPhishingResistant: true },
    phrh: { factors: ["possession"], isPhishingResistant: true },
    // Okta, "Step-up authentication using ACR values".
    "urn:okta:loa:1fa:pwd": knowledge,
    "urn:okta:loa:2fa:any": several,
    // NIST SP 800-63B's levels as the United States' government writes them; the third demands resistance to phishing.
    [`${aal}2`]: several,
    [`${aal}2?phishing_resistant=true`]: { ...several, isPhishingResistant: true },
    [`${aal}3`]: { ...several, isPhishingResistant: true },
  } satisfies Record<string, AssertedMethod>),
);
