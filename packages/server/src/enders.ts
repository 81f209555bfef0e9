import { endEmailChanges, endPasswordResets } from "./accounts/void-mailed-links.ts";
import { endAttempts } from "./attempts/end-attempts.ts";
import { endPendingBindings } from "./authenticators/end-pending-bindings.ts";
import { endIdentities } from "./authenticators/identity/end-identities.ts";
import { endInvitations } from "./organizations/withdraw-invitations.ts";
import type { Enders } from "./services.ts";
import { endAllSessions, endKnownDevices, endRememberedDevices } from "./sessions/end-everywhere.ts";

/** What ends each kind of thing that opens the door, by who keeps it. One that is missing does not compile. */
export const enders: Enders = {
  attempts: endAttempts,
  sessions: endAllSessions,
  identities: endIdentities,
  rememberedDevices: endRememberedDevices,
  knownDevices: endKnownDevices,
  pendingBindings: endPendingBindings,
  emailChanges: endEmailChanges,
  passwordResets: endPasswordResets,
  invitations: endInvitations,
};
