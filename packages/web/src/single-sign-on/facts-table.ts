import type { GuideName, Protocol } from "./guides.ts";

/** Something to be sent about each person. */
export interface SentFact {
  /** What it is called in the answer. */
  name: string;
  /** Where it comes from, in the product's words. */
  value: string;
  hint?: string;
}

interface Facts {
  facts: SentFact[];
  /** What comes by itself, and what is chosen beside them. */
  note?: string;
}

const unlessUsed = "Leave out if you don't use groups";
const email = (value: string): SentFact => ({ name: "email", value });
const name = (value: string): SentFact => ({ name: "name", value });
const groups = (value: string): SentFact => ({ name: "groups", value, hint: unlessUsed });

const byScope = "Email and name come with the scopes we ask for. Groups must be part of the ID token.";
const persistent = "As Name ID send something that never changes, such as an ID, and no address that can change hands.";

const anySaml: Facts = {
  facts: [email("The person's email address"), name("Their full name"), groups("The groups they are in")],
  note: persistent,
};
const anyOidc: Facts = { facts: [groups("The groups they are in, as a claim of the ID token")], note: byScope };

/** What each product is told to send, where its words differ from the usual ones. */
const table: Partial<Record<GuideName, Partial<Record<Protocol, Facts>>>> = {
  okta: {
    saml: {
      facts: [email("user.email"), name("user.displayName"), groups("Group attribute statement, Matches regex .*")],
      note: "Name ID format: Persistent. Application username: leave it as it is.",
    },
    oidc: { facts: [groups("Sign On, Groups claim filter: groups, Matches regex .*")], note: byScope },
  },
  entra: {
    saml: {
      facts: [{ name: "groups", value: "Add a group claim, Groups assigned to the application", hint: unlessUsed }],
      note: "Email and name are sent already. Groups come as object IDs; with only the assigned ones there are never too many to send.",
    },
    oidc: {
      facts: [groups("Token configuration, Add groups claim, Groups assigned to the application")],
      note: byScope,
    },
  },
  google: {
    saml: {
      facts: [email("Basic Information, Primary email"), groups("Group membership, App attribute groups")],
      note: "Name ID format: PERSISTENT. Google has no full name to send: people enter theirs here.",
    },
  },
  onelogin: {
    saml: { facts: [email("Email"), name("Name"), groups("User Roles, Multi-value parameter")], note: persistent },
  },
  jumpcloud: {
    saml: {
      facts: [email("email"), name("displayname"), groups("Include group attribute, named groups")],
      note: "SAMLSubject NameID: leave the email address, or choose an ID that never changes.",
    },
  },
  ping: {
    saml: {
      facts: [email("Email Address"), name("Formatted"), groups("Group Names")],
      note: "saml_subject: User ID, which never changes.",
    },
  },
  adfs: {
    saml: {
      facts: [
        { name: "E-Mail Address", value: "E-Mail-Addresses" },
        { name: "Name", value: "Display-Name" },
        { name: "groups", value: "Token-Groups - Unqualified Names", hint: unlessUsed },
      ],
      note: "Add a rule that sends Name ID: by itself AD FS sends none. Take objectGUID, or the UPN if it never changes.",
    },
  },
  keycloak: {
    saml: {
      facts: [
        email("Mapper User Property, email"),
        name("Mapper User Attribute"),
        groups("Mapper Group list, Full group path off"),
      ],
      note: "Name ID format: persistent.",
    },
    oidc: {
      facts: [groups("Client scope, Mapper Group Membership, Full group path off, Add to ID token on")],
      note: byScope,
    },
  },
};

export function factsOf(guide: GuideName, kind: Protocol): Facts {
  return table[guide]?.[kind] ?? (kind === "saml" ? anySaml : anyOidc);
}
