import { type Standing, urlOf } from "../addresses.ts";
import type { Mail } from "./mail.ts";
import { describeInstant } from "./mails.ts";

/** Tells whoever looks after the deployment that its log is not what it was. */
export function logCheckFailed(to: string, standing: Standing, problem: string, at: number): Mail {
  return {
    to,
    subject: "The event log was altered",
    preview: `${describeInstant(at)}: ${problem}.`,
    title: "The event log was altered",
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
        text: "Someone with access to the database, or a fault of its disk, has changed it. Keep a copy of the database as it is now, then compare it with your last backup and with what your witnesses hold.",
      },
      { button: "Open the log", url: urlOf(standing, "/operator/log") },
    ],
  };
}
