import { line } from "../rules/mails/mail-line.ts";
import type { Mail } from "../delivery/mail.ts";
import { describeInstant, type Circumstances } from "../delivery/mails.ts";

/** Tells the address that an account has just lost. It gets no link: whoever took the account over may read it. */
export function addressTakenBack(to: string, { at }: Circumstances): Mail {
  const subject = line`Your address no longer belongs to an account`;
  return {
    to,
    sort: "account-notice",
    subject,
    preview: line`${describeInstant(at)}`,
    title: subject,
    blocks: [
      {
        text: "An account used this address until now. The address it had before said that the change was not its owner's, and was put back.",
      },
      { facts: [["When", describeInstant(at)]] },
      {
        text: "You can no longer sign in with this address. If the account is yours and somebody else reads the mails of your earlier address, ask our support team.",
      },
    ],
  };
}
