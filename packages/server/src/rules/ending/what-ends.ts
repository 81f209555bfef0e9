import type { Endable, Ended, EndWords } from "../../vocabulary/endable.ts";

/** Of each kind, the word it ends with; null where it goes on. */
type Words = { readonly [Of in Endable]: EndWords[Of] | null };

type Columns = readonly [
  attempts: Words["attempts"],
  sessions: Words["sessions"],
  identities: Words["identities"],
  rememberedDevices: Words["rememberedDevices"],
  knownDevices: Words["knownDevices"],
  pendingBindings: Words["pendingBindings"],
  emailChanges: Words["emailChanges"],
  passwordResets: Words["passwordResets"],
  invitations: Words["invitations"],
];

function ends<Of extends Ended["of"]>(of: Of, ...columns: Columns): { readonly of: Of } & Words {
  const [
    attempts,
    sessions,
    identities,
    rememberedDevices,
    knownDevices,
    pendingBindings,
    emailChanges,
    passwordResets,
    last,
  ] = columns;
  const devices = { rememberedDevices, knownDevices };
  return {
    of,
    attempts,
    sessions,
    identities,
    ...devices,
    pendingBindings,
    emailChanges,
    passwordResets,
    invitations: last,
  };
}

// Known devices open nothing: they are forgotten where somebody else may have made them. A mailed reset is the mailbox's: signing out
// leaves it, and its owner may be about to use it. Invitations of an account are those it sent; of a place, those to its address.
// prettier-ignore
const table = {
  //                                    attempts sessions               identities remembered devices      known   pending  email   resets  invitations
  "account-suspended":        ends("account",          "ends",  "suspended",          null,   "suspended",             null,   "ends",  "ends", "ends", null),
  // Signing in calls it off, and then all is as it was but for what was open.
  "deletion-requested":       ends("account",          "ends",  "account-deleted",    null,   null,                    null,   "ends",  "ends", null,   null),
  "account-deleted":          ends("account",          "ends",  "account-deleted",    "ends", "sessions-ended",        "ends", "ends",  "ends", "ends", null),
  "not-me":                   ends("account",          "ends",  "not-me",             "ends", "not-me",                "ends", "ends",  "ends", "ends", "ends"),
  "password-reset":           ends("account",          "ends",  "password-reset",     null,   "password-reset",        "ends", "ends",  "ends", "ends", null),
  "password-changed":         ends("account",          null,    "password-changed",   null,   "password-changed",      "ends", "ends",  "ends", "ends", null),
  "signed-out-by-operator":   ends("account",          "ends",  "ended-by-operator",  null,   "sessions-ended",        null,   "ends",  "ends", null,   null),
  "second-factors-removed":   ends("account",          "ends",  "ended-by-operator",  null,   "authenticator-unbound", null,   "ends",  "ends", null,   null),
  "signed-out-by-admin":      ends("account",          "ends",  "ended-by-admin",     null,   "ended-by-admin",        null,   "ends",  "ends", null,   null),
  "password-reset-required":  ends("account",          "ends",  "ended-by-admin",     null,   "ended-by-admin",        null,   "ends",  "ends", "ends", null),
  // The account goes on elsewhere.
  "membership-suspended":     ends("membership",       null,    null,                 null,   null,                    null,   null,    "ends", null,   null),
  "membership-ended":         ends("membership",       null,    null,                 "ends", null,                    null,   null,    "ends", null,   "ends"),
  "membership-left":          ends("membership",       null,    null,                 "ends", null,                    null,   null,    null,   null,   "ends"),
  "connection-disabled":      ends("connection",       "ends",  "connection-ended",   null,   null,                    null,   null,    null,   null,   null),
  "connection-deleted":       ends("connection",       "ends",  "connection-ended",   "ends", null,                    null,   null,    null,   null,   null),
  "identity-unlinked":        ends("connection",       "ends",  "connection-ended",   "ends", null,                    null,   null,    null,   null,   null),
  "revoked-by-provider":      ends("connection",       "ends",  "ended-by-provider",  null,   null,                    null,   null,    null,   null,   null),
  "deprovisioned":            ends("directory-person", "ends",  "deprovisioned",      "ends", "deprovisioned",         null,   "ends",  "ends", "ends", "ends"),
} as const satisfies Readonly<Record<string, { readonly of: Ended["of"] } & Words>>;

export type EndReason = keyof typeof table;
export const endReasons = Object.keys(table) as [EndReason, ...EndReason[]];

/** Of what everything can be ended for a reason. */
export type EndedFor<Reason extends EndReason> = Extract<Ended, { readonly of: (typeof table)[Reason]["of"] }>;

/** What ends for a reason, and with which word; null where it goes on. */
export function decideWhatEnds(reason: EndReason): Words & { readonly of: Ended["of"] } {
  return table[reason];
}
