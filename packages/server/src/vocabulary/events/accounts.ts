import { z } from "zod";
import { event, plain } from "./define.ts";
import { At, Text } from "./words.ts";

/** What happens to an account itself: its beginning, address, password and end. */
export const accountEvents = {
  "sign-up.requested": event(
    "account",
    { known: z.boolean() },
    ({ known }) => (known ? "asked to sign up with an address that has an account" : "asked to sign up"),
    { known: false },
  ),
  "sign-up.link-resent": plain("account", "asked for the sign-up link again"),
  "account.created": plain("account", "created the account"),
  "account.renamed": plain("account", "changed the name"),
  "account.authenticator-preferred": event(
    "account",
    { authenticatorId: Text.nullable() },
    ({ authenticatorId }) =>
      authenticatorId === null ? "stopped preferring one way to sign in" : "chose what is asked for first at sign-in",
    { authenticatorId: "totp_01h455vb4pex5vsknk084sn02q" },
  ),
  "account.suspended": plain("account", "suspended the account"),
  "account.restored": plain("account", "restored the account"),
  "account.secured": event(
    "account",
    { eventId: Text },
    () => "said “this wasn't me”: the account stays shut until a new password is chosen by mail",
    { eventId: "evnt_01h455vb4pex5vsknk084sn02q" },
  ),
  "account.released": plain("account", "opened the secured account again with a new password"),
  "account.deletion-requested": event(
    "account",
    { deletesAt: At },
    ({ deletesAt }) => `asked to delete the account on ${new Date(deletesAt).toISOString().slice(0, 10)}`,
    { deletesAt: Date.UTC(2026, 11, 6) },
  ),
  "account.deletion-called-off": plain("account", "called the deletion of the account off"),
  "account.deleted": plain("account", "deleted the account"),
  "email.change-requested": plain("account", "asked to change the email address"),
  "email.changed": plain("account", "changed the email address"),
  "email.restored": plain("account", "put the email address back by saying “this wasn't me”"),
  "password.changed": plain("password", "changed the password"),
  "password.change-rejected": plain("password", "gave a wrong password when changing it"),
  "password.removed": plain("password", "removed the password"),
  "password.reset-requested": plain("password", "asked for a link to choose a new password"),
  "password.breached": plain("password", "found the password among those that became public elsewhere"),
  "breach-check.failed": plain("log", "could not ask whether a password became public elsewhere; it was let through"),
  "password.reset": plain("password", "chose a new password with a mailed link"),
};
