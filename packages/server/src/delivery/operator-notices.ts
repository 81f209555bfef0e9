import { type Standing, urlOf } from "../addresses.ts";
import { line } from "../rules/mails/mail-line.ts";
import type { Mail } from "./mail.ts";
import { describeInstant } from "./mails.ts";

/** Tells whoever looks after the deployment that its log is not what it was. */
export function logCheckFailed(
  to: string,
  standing: Standing,
  found: { readonly problem: string; readonly mayBeClock?: boolean },
  at: number,
): Mail {
  const { problem, mayBeClock = false } = found;
  const subject = mayBeClock ? line`The event log is out of order` : line`The event log was altered`;
  return {
    to,
    sort: "account-notice",
    subject,
    preview: line`${describeInstant(at)}: ${problem}.`,
    title: subject,
    blocks: [
      {
        text: "The log's check found something that is not as it was sealed. Nothing else was done, and the log goes on.",
      },
      {
        facts: [
          ["Checked", describeInstant(at)],
          ["Found", problem],
        ],
      },
      {
        text: mayBeClock
          ? "The server's clock was set back while no server noticed, or someone with access to the database put an entry in later. Look at what the entry says, and at when the clock was set."
          : "Someone with access to the database, or a fault of its disk, has changed it. Keep a copy of the database as it is now, then compare it with your last backup and with what your witnesses hold.",
      },
      { button: "Open the log", url: urlOf(standing, "/operator/log") },
    ],
  };
}

/** Says how many notices one address did not get within an hour, and where they are to be read. */
export function heldBack(to: string, standing: Standing, count: number): Mail {
  const notices = count === 1 ? "One more notice was" : `${count} more notices were`;
  return {
    to,
    sort: "account-notice",
    subject: line`${notices} not mailed one by one`,
    preview: line`More happened within an hour than is mailed to one address. All of it can be read.`,
    title: line`${notices} not mailed one by one`,
    blocks: [
      {
        text: `${notices} for this address within an hour, which is more than we mail to one. Nothing is lost: what happened to your account stands under Activity, and what happened in an organization in its audit log.`,
      },
      { button: "See what happened", url: urlOf(standing, "/activity") },
      { text: "If you did none of it, choose a new password and look through your sessions and authenticators." },
    ],
  };
}
