type OidcAddress = "redirectUri" | "initiateLoginUri" | "backchannelLogoutUri" | "postLogoutRedirectUri";
type SamlAddress = "entityId" | "acsUrl" | "metadataUrl" | "logoutUrl" | "initiateUrl";
/** Each of our addresses that is copied over to a provider, by our name of it. */
export type AddressName = OidcAddress | SamlAddress;

/** What a provider calls things by one protocol. */
export interface ProtocolGuide<Name extends AddressName = AddressName> {
  /** Where an application is made there. */
  make: string;
  /** What its field for each of our addresses is called. */
  fields: Record<Name, string>;
  /** Where what we need is found. */
  details: string;
}

export interface Guide {
  name: string;
  hint: string;
  saml?: ProtocolGuide<SamlAddress>;
  oidc?: ProtocolGuide<OidcAddress>;
}

const oidcFields: Record<OidcAddress, string> = {
  redirectUri: "Redirect URI",
  initiateLoginUri: "Login initiation URI",
  backchannelLogoutUri: "Back-channel logout URI",
  postLogoutRedirectUri: "Post-logout redirect URI",
};
const samlFields: Record<SamlAddress, string> = {
  entityId: "Entity ID",
  acsUrl: "ACS URL",
  metadataUrl: "Metadata",
  logoutUrl: "Logout URL",
  initiateUrl: "Sign on URL",
};

/** A short guide for each product, in its own words. */
export const guides = {
  okta: {
    name: "Okta",
    hint: "SAML or OpenID Connect",
    saml: {
      make: "In the admin console open Applications, then Create App Integration, and choose SAML 2.0.",
      fields: { ...samlFields, acsUrl: "Single sign-on URL", entityId: "Audience URI" },
      details:
        "On the application's Sign On tab, copy the metadata URL. Then assign yourself on Assignments, so you can test.",
    },
    oidc: {
      make: "In the admin console open Applications, then Create App Integration, and choose OIDC, Web Application.",
      fields: { ...oidcFields, redirectUri: "Sign-in redirect URI", initiateLoginUri: "Initiate login URI" },
      details:
        "Copy the client ID and secret from General. The issuer is your Okta address, like https://acme.okta.com.",
    },
  },
  entra: {
    name: "Entra ID",
    hint: "Formerly Azure AD. SAML or OpenID Connect",
    saml: {
      make: "Open Enterprise applications, New application, Create your own, and choose “any other application you don't find in the gallery”.",
      fields: { ...samlFields, entityId: "Identifier (Entity ID)", acsUrl: "Reply URL", logoutUrl: "Logout Url" },
      details: "Under SAML certificates, copy the App Federation Metadata Url.",
    },
    oidc: {
      make: "Open App registrations, then New registration, with a Web redirect URI. Add a secret under Certificates & secrets.",
      fields: { ...oidcFields, backchannelLogoutUri: "Logout URL" },
      details:
        "The issuer is https://login.microsoftonline.com/ with your tenant's ID and /v2.0. The client ID is the Application ID.",
    },
  },
  google: {
    name: "Google Workspace",
    hint: "SAML. Doesn't say if a second factor was used",
    saml: {
      make: "In the admin console open Apps, Web and mobile apps, then Add app, Add custom SAML app.",
      fields: samlFields,
      details:
        "Google offers a file, no address: download the metadata, and paste it here. Turn the app on for your people there.",
    },
  },
  onelogin: {
    name: "OneLogin",
    hint: "SAML or OpenID Connect",
    saml: {
      make: "Open Applications, Add App, and choose SAML Custom Connector (Advanced).",
      fields: {
        ...samlFields,
        entityId: "Audience (EntityID)",
        acsUrl: "ACS (Consumer) URL",
        initiateUrl: "Login URL",
        logoutUrl: "Single Logout URL",
      },
      details: "On the SSO tab, copy the Issuer URL: it is the address of the metadata.",
    },
    oidc: {
      make: "Open Applications, Add App, and choose OpenId Connect (OIDC).",
      fields: { ...oidcFields, initiateLoginUri: "Login Url" },
      details: "The client ID, secret and issuer stand on the SSO tab.",
    },
  },
  jumpcloud: {
    name: "JumpCloud",
    hint: "SAML or OpenID Connect",
    saml: {
      make: "Open SSO Applications, Add New Application, then Custom Application, and choose SAML.",
      fields: { ...samlFields, entityId: "SP Entity ID", initiateUrl: "Login URL" },
      details: "Copy the metadata URL from the application's SSO tab. Fill in IdP Entity ID there with any name.",
    },
    oidc: {
      make: "Open SSO Applications, Add New Application, then Custom Application, and choose OIDC.",
      fields: { ...oidcFields, initiateLoginUri: "Login URL" },
      details:
        "The issuer is https://oauth.id.jumpcloud.com/. Client ID and secret are shown once, when you activate it.",
    },
  },
  ping: {
    name: "Ping Identity",
    hint: "SAML or OpenID Connect",
    saml: {
      make: "In PingOne open Applications, add one, and choose SAML Application, Manually Enter.",
      fields: { ...samlFields, acsUrl: "ACS URLs" },
      details: "On the application's Configuration tab, copy the IDP Metadata URL.",
    },
    oidc: {
      make: "In PingOne open Applications, add one, and choose OIDC Web App.",
      fields: { ...oidcFields, redirectUri: "Redirect URIs", initiateLoginUri: "Initiate Login URI" },
      details: "Issuer, client ID and secret stand on the Overview and Configuration tabs.",
    },
  },
  adfs: {
    name: "AD FS",
    hint: "SAML",
    saml: {
      make: "In AD FS Management choose Add Relying Party Trust, Claims aware, and give it our metadata address.",
      fields: { ...samlFields, entityId: "Relying party identifier", acsUrl: "SAML Assertion Consumer endpoint" },
      details:
        "The metadata is at /FederationMetadata/2007-06/FederationMetadata.xml of your server. Send Name ID and email as claims.",
    },
  },
  keycloak: {
    name: "Keycloak",
    hint: "OpenID Connect or SAML",
    oidc: {
      make: "In your realm open Clients, Create client, OpenID Connect, with Client authentication on.",
      fields: {
        ...oidcFields,
        redirectUri: "Valid redirect URI",
        initiateLoginUri: "Home URL",
        backchannelLogoutUri: "Backchannel logout URL",
      },
      details: "The issuer ends in /realms/ and the realm's name. The secret stands under Credentials.",
    },
    saml: {
      make: "In your realm open Clients, Create client, SAML.",
      fields: { ...samlFields, entityId: "Client ID", acsUrl: "Valid redirect URI", initiateUrl: "Home URL" },
      details: "The metadata is at /realms/, the realm's name, and /protocol/saml/descriptor.",
    },
  },
  oidc: {
    name: "Another, OpenID Connect",
    hint: "You have a client ID and a secret",
    oidc: {
      make: "Register a web application with a secret there, and give it our redirect address and nothing else.",
      fields: oidcFields,
      details: "You need its issuer, the client ID and the secret.",
    },
  },
  saml: {
    name: "Another, SAML 2.0",
    hint: "You have a metadata address or file",
    saml: {
      make: "Make an application for SAML 2.0 there. Answers must be signed with SHA-256.",
      fields: samlFields,
      details: "You need the address of its metadata, the file, or entity ID, address and certificate.",
    },
  },
} satisfies Record<string, Guide>;
