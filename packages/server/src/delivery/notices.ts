import type { Mail } from "./mail.ts";
import { type Circumstances, describeInstant, type Facts, facts } from "./mails.ts";

/** A notice of something done to the account; each names what, when and from where. */
function notice(
  to: string,
  publicUrl: string,
  title: string,
  text: string,
  from: Circumstances,
  more: Facts = [],
): Mail {
  return {
    to,
    subject: title,
    preview: `${describeInstant(from.at)}, ${from.device}`,
    title,
    blocks: [
      { text },
      facts("When", from, more),
      { button: "Check your account", url: `${publicUrl}/security` },
      {
        text: `If this was you, there's nothing to do. If not, choose a new password now at ${publicUrl}/forgot-password and sign out your other sessions.`,
      },
    ],
  };
}

type Notice = (to: string, publicUrl: string, from: Circumstances) => Mail;

export const passwordChanged: Notice = (to, url, from) =>
  notice(to, url, "Your password was changed", "Your other sessions were signed out.", from);
export const passwordReset: Notice = (to, url, from) =>
  notice(
    to,
    url,
    "Your password was reset",
    "A new password was chosen with a link sent to this address. All sessions were signed out.",
    from,
  );
export const twoStepTurnedOff: Notice = (to, url, from) =>
  notice(
    to,
    url,
    "Two-step sign-in was turned off",
    "Only your password protects your account now. Your authenticators and recovery codes no longer work.",
    from,
  );
export const recoveryCodesIssued: Notice = (to, url, from) =>
  notice(to, url, "New recovery codes were made", "Older recovery codes no longer work.", from);

/** `noun` says what it is ("passkey"), `name` how its owner calls it. */
export function authenticatorBound(to: string, url: string, noun: string, name: string, from: Circumstances): Mail {
  return notice(
    to,
    url,
    `${withArticle(noun)} was added`,
    "It can now be used to sign in to your account and to confirm changes.",
    from,
    [["Added", `${capitalized(noun)}, "${name}"`]],
  );
}

export function authenticatorUnbound(to: string, url: string, noun: string, name: string, from: Circumstances): Mail {
  return notice(
    to,
    url,
    `${withArticle(noun)} was removed`,
    "It can no longer be used to sign in to your account.",
    from,
    [["Removed", `${capitalized(noun)}, "${name}"`]],
  );
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "An" : "A"} ${noun}`;
}

export function recoveryCodeUsed(to: string, url: string, remaining: number, from: Circumstances): Mail {
  return notice(to, url, "A recovery code was used to sign in", `${remaining} of your recovery codes are left.`, from);
}

export const passwordRemoved: Notice = (to, url, from) =>
  notice(to, url, "Your password was removed", "You sign in with a passkey now.", from);

export function addressChanged(to: string, url: string, newAddress: string, from: Circumstances): Mail {
  return notice(
    to,
    url,
    "Your email address was changed",
    `Your account now uses ${newAddress}. You can no longer sign in with this address.`,
    from,
  );
}

export function addressChangeRequested(to: string, url: string, newAddress: string, from: Circumstances): Mail {
  return notice(
    to,
    url,
    "Your email address is about to change",
    `We sent a link to ${newAddress}. When it is used, your account changes to that address.`,
    from,
  );
}

export function deletionRequested(to: string, url: string, deletesAt: number, from: Circumstances): Mail {
  return notice(
    to,
    url,
    "Your account will be deleted",
    `Your account and all it holds will be deleted on ${describeInstant(deletesAt)}. Signing in before then calls it back.`,
    from,
  );
}

/** What a notice of a doubted session tells. */
export interface FlaggedSession {
  /** What was seen, as the rest of a sentence. */
  readonly what: string;
  readonly device: string;
  readonly openedAt: number;
  /** The request that brought the evidence; absent when the operator flagged it by hand. */
  readonly from?: Circumstances | undefined;
  readonly at: number;
  /** When it ends if nobody does anything. */
  readonly endsAt: number;
}

/** Tells of a doubted session. Its link leads to where it is signed out; nothing in a mail vouches for a session. */
export function sessionFlagged(to: string, url: string, flagged: FlaggedSession): Mail {
  const { what, device, openedAt, from, at, endsAt } = flagged;
  const session: Facts = [["Session", `${device}, since ${describeInstant(openedAt)}`]];
  return {
    to,
    subject: "We put one of your sessions on hold",
    preview: `${describeInstant(at)}: ${what}.`,
    title: "We put one of your sessions on hold",
    blocks: [
      {
        text: `The reason: ${what}. Until its trust is restored, this session can change nothing and read nothing but your name and address.`,
      },
      from ? facts("When", from, session) : { facts: [["When", describeInstant(at)], ...session] },
      { button: "Sign it out", url: `${url}/sessions` },
      {
        text: `If this was you, restore trust in that session itself, with your passkey or authenticator app. If not, sign it out, and choose a new password at ${url}/forgot-password.`,
      },
      { text: `If nothing is done, it ends on ${describeInstant(endsAt)}.` },
    ],
  };
}

/** Tells whoever looks after the deployment that its log is not what it was. */
export function logCheckFailed(to: string, url: string, problem: string, at: number): Mail {
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
      { button: "Open the log", url: `${url}/log` },
    ],
  };
}
