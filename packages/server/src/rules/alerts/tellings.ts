import type { AlertCategory } from "../../vocabulary/events/log.ts";
import type { EventType } from "../../vocabulary/events/catalogue.ts";

/** How an event is told, unless its account's owner has chosen otherwise. */
export interface Telling {
  /** A sign-in may be new in two ways; the first one that is on counts. */
  readonly groups: readonly [AlertCategory, ...AlertCategory[]];
  readonly email: "always" | "chosen" | "never";
}

const always = (group: AlertCategory): Telling => ({ groups: [group], email: "always" });

/** How each type of event is told that is. */
export const tellings: Readonly<Partial<Record<EventType, Telling>>> = {
  "password.changed": always("password"),
  "password.breached": always("password"),
  "password.reset": always("password"),
  "password.removed": always("password"),
  "email.change-requested": always("password"),
  "email.changed": always("password"),
  "email.restored": always("password"),
  "account.deletion-requested": always("password"),
  "authenticator.bound": always("authenticators"),
  "authenticator.unbound": always("authenticators"),
  "two-step.turned-off": always("authenticators"),
  "recovery-codes.issued": always("authenticators"),
  "recovery-codes.revoked": always("authenticators"),
  "recovery-code.used": always("authenticators"),
  "identity.linked": always("authenticators"),
  "passkey.cloned": always("authenticators"),
  "session.flagged": always("sessions"),
  "account.secured": always("sessions"),
  // Whoever wants to do something unseen begins with this.
  "alert-preferences.changed": always("sessions"),
  "session.ended": { groups: ["sessions"], email: "chosen" },
  "device.remembered": { groups: ["sessions"], email: "never" },
};
