import type { Query } from "@tanstack/react-query";

/** What a change asks for again, or leaves as it is, together. */
type Group =
  /** Of the signed-in person's account. */
  | "account"
  /** Of who belongs where. */
  | "membership"
  /** Of what organizations ask for. */
  | "policies"
  /** Of nobody in particular: it outlives a session. */
  | "nobody";

/** THE table of what is asked of the server: the first part of every query's key. */
const topics = {
  deployment: ["nobody"],
  session: ["nobody", "account"],
  invitation: ["nobody"],
  account: ["account"],
  authenticators: ["account"],
  sessions: ["account"],
  history: ["account"],
  "remembered-devices": ["account"],
  events: ["account"],
  alerts: ["account"],
  "alert-preferences": [],
  organizations: ["account", "membership"],
  organization: ["membership"],
  domains: ["policies"],
  connections: ["policies"],
  "connection-test": ["policies"],
  traces: ["policies"],
  "connection-keys": ["policies"],
  "setup-links": ["policies"],
  "set-up": [],
  "set-up-test": [],
  identities: ["account"],
  "member-identities": ["membership"],
  resumed: [],
  members: ["membership"],
  member: ["membership"],
  invitations: ["membership"],
  workspaces: ["membership"],
  "workspace-members": ["membership"],
  policies: ["policies"],
  "policy-preview": ["policies"],
  "account-policies": ["account", "policies"],
  "log-events": ["policies"],
  log: [],
  "log-key": [],
  "not-me": [],
  "alert-copies": [],
  entering: [],
  confirmation: [],
  "text-code": [],
  "begin-passkey": [],
  "begin-totp": [],
  "password-policy": [],
  "reset-owner": [],
  "verification-look": [],
  "password-check": [],
} as const satisfies Record<string, readonly Group[]>;

export type Topic = keyof typeof topics;

declare module "@tanstack/react-query" {
  interface Register {
    // A key about something that is not in the table does not compile.
    queryKey: readonly [Topic, ...unknown[]];
  }
}

type Keyed = Pick<Query, "queryKey">;

export function isOf(group: Group): (query: Keyed) => boolean {
  return ({ queryKey: [topic] }) => (topics[topic] as readonly Group[]).includes(group);
}

export function isNotOf(group: Group): (query: Keyed) => boolean {
  const isIn = isOf(group);
  return (query) => !isIn(query);
}

/** Whether a query is about none of these. */
export function isNotAbout(...these: readonly Topic[]): (query: Keyed) => boolean {
  return ({ queryKey: [topic] }) => !these.includes(topic);
}
