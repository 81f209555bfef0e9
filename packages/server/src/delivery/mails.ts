import { type Standing, urlOf } from "../addresses.ts";
import { line, personName } from "../rules/mails/mail-line.ts";
import type { Mail, MailBlock } from "./mail.ts";

/** What every notice says of the request behind it. */
export interface Circumstances {
  /** Unix milliseconds. */
  readonly at: number;
  readonly device: string;
  readonly ip: string;
  /** "Hamburg, Germany"; null or absent when it is unknown. */
  readonly place?: string | null;
}

export type Facts = readonly (readonly [string, string])[];

const when = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** "Tue, 17 Nov 2026, 14:05 UTC". */
export function describeInstant(at: number): string {
  return `${when.format(at)} UTC`;
}

/** When and from where, and what else is to be known. */
export function facts(label: string, from: Circumstances, more: Facts = []): MailBlock {
  return { facts: [[label, describeInstant(from.at)], ["From", describeOrigin(from)], ...more] };
}

/** "Chrome 156 on macOS, Hamburg, Germany (203.0.113.7)". */
export function describeOrigin({ device, ip, place }: Circumstances): string {
  return place ? `${device}, ${place} (${ip})` : `${device}, ${ip}`;
}

const notYou = (text: string): MailBlock => ({ text: `Wasn't you? ${text}` });

export function confirmSignUp(
  to: string,
  { name, url, expiresAt }: { readonly name: string; readonly url: string; readonly expiresAt: number },
  from: Circumstances,
): Mail {
  return {
    to,
    sort: "asked-link",
    subject: line`Confirm your email address`,
    preview: line`One click, and your account is ready. The link works until ${describeInstant(expiresAt)}.`,
    title: line`Confirm your email address`,
    blocks: [
      { text: `Hello ${personName(name)}. Confirm that this address is yours, and your account is ready.` },
      facts("Signed up", from, [["Link works", `Once, until ${describeInstant(expiresAt)}`]]),
      { button: "Confirm my address", url },
      notYou("Don't use the link: without it nobody can use this address for an account. You can delete this email."),
    ],
  };
}

export function alreadyHaveAccount(to: string, standing: Standing, from: Circumstances): Mail {
  return {
    to,
    sort: "asked-link",
    subject: line`You already have an account`,
    preview: line`Someone tried to sign up with your address. Nothing has changed.`,
    title: line`You already have an account`,
    blocks: [
      {
        text: "Someone, probably you, tried to sign up with this address. It already has an account, so nothing has changed.",
      },
      facts("Tried", from),
      { button: "Sign in", url: urlOf(standing, "/sign-in") },
      { text: `Forgot your password? Choose a new one at ${urlOf(standing, "/forgot-password")}` },
      notYou("There's nothing to do: whoever it was learned nothing about your account."),
    ],
  };
}

export function noAccountHere(to: string, standing: Standing, from: Circumstances): Mail {
  return {
    to,
    sort: "reset-link",
    subject: line`There is no account for this address`,
    preview: line`Someone asked for a new password, but this address has no account.`,
    title: line`There is no account for this address`,
    blocks: [
      {
        text: "Someone, probably you, asked for a new password. There is no account with this address; you may have used another one.",
      },
      facts("Asked", from),
      { button: "Sign in with another address", url: urlOf(standing, "/sign-in") },
      notYou("There's nothing to do. You can delete this email."),
    ],
  };
}

export function resetPassword(to: string, url: string, expiresAt: number, from: Circumstances): Mail {
  return {
    to,
    sort: "reset-link",
    subject: line`Choose a new password`,
    preview: line`This link works once, until ${describeInstant(expiresAt)}.`,
    title: line`Choose a new password`,
    blocks: [
      { text: `We got a request to reset the password for ${to}.` },
      facts("Asked", from, [["Link works", `Once, until ${describeInstant(expiresAt)}`]]),
      { button: "Choose a new password", url },
      { text: "If two-step sign-in is on, you'll still need it to sign in. Your sessions will be signed out." },
      { text: "Didn't ask for this? You can ignore this email: your password hasn't changed." },
    ],
  };
}

export function confirmNewAddress(to: string, url: string, expiresAt: number, from: Circumstances): Mail {
  return {
    to,
    sort: "asked-link",
    subject: line`Confirm your new email address`,
    preview: line`The link works once, until ${describeInstant(expiresAt)}.`,
    title: line`Confirm your new email address`,
    blocks: [
      { text: "Confirm that this address is yours. From then on you sign in with it, and security notices come here." },
      facts("Asked", from, [["Link works", `Once, until ${describeInstant(expiresAt)}`]]),
      { button: "Confirm my new address", url },
      notYou("Don't use the link. You can delete this email."),
    ],
  };
}

export function addressAlreadyUsed(to: string, standing: Standing, from: Circumstances): Mail {
  return {
    to,
    sort: "asked-link",
    subject: line`Someone tried to use your email address`,
    preview: line`Another account asked to change to your address. Nothing has changed.`,
    title: line`Someone tried to use your email address`,
    blocks: [
      {
        text: "Another account asked to change its address to this one. It already belongs to your account, so nothing has changed.",
      },
      facts("Asked", from),
      { button: "Check your account", url: urlOf(standing, "/security") },
      notYou("There's nothing to do: they learned nothing about your account."),
    ],
  };
}
