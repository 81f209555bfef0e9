import type { Mail, MailBlock } from "./mail.ts";

/** What every notice says of the request behind it. */
export interface Circumstances {
  /** Unix milliseconds. */
  readonly at: number;
  readonly device: string;
  readonly ip: string;
}

type Facts = readonly (readonly [string, string])[];

const when = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC",
});

/** "Tue, 17 Nov 2026, 14:05 UTC". */
export function describeInstant(at: number): string {
  return `${when.format(at)} UTC`;
}

function facts(label: string, { at, device, ip }: Circumstances, more: Facts = []): MailBlock {
  return { facts: [[label, describeInstant(at)], ["From", `${device}, ${ip}`], ...more] };
}

const notYou = (text: string): MailBlock => ({ text: `Wasn't you? ${text}` });

export function confirmSignUp(to: string, name: string, url: string, expiresAt: number, from: Circumstances): Mail {
  return {
    to,
    subject: "Confirm your email address",
    preview: `One click, and your account is ready. The link works until ${describeInstant(expiresAt)}.`,
    title: "Confirm your email address",
    blocks: [
      { text: `Hello ${name}. Confirm that this address is yours, and your account is ready.` },
      facts("Signed up", from, [["Link works", `Once, until ${describeInstant(expiresAt)}`]]),
      { button: "Confirm my address", url },
      notYou("Don't use the link: without it nobody can use this address for an account. You can delete this email."),
    ],
  };
}

export function alreadyHaveAccount(to: string, publicUrl: string, from: Circumstances): Mail {
  return {
    to,
    subject: "You already have an account",
    preview: "Someone tried to sign up with your address. Nothing has changed.",
    title: "You already have an account",
    blocks: [
      { text: "Someone, probably you, tried to sign up with this address. It already has an account, so nothing has changed." },
      facts("Tried", from),
      { button: "Sign in", url: `${publicUrl}/sign-in` },
      { text: `Forgot your password? Choose a new one at ${publicUrl}/forgot-password` },
      notYou("There's nothing to do: whoever it was learned nothing about your account."),
    ],
  };
}

export function noAccountHere(to: string, publicUrl: string, from: Circumstances): Mail {
  return {
    to,
    subject: "There is no account for this address",
    preview: "Someone asked for a new password, but this address has no account.",
    title: "There is no account for this address",
    blocks: [
      { text: "Someone, probably you, asked for a new password. There is no account with this address; you may have used another one." },
      facts("Asked", from),
      { button: "Sign in with another address", url: `${publicUrl}/sign-in` },
      notYou("There's nothing to do. You can delete this email."),
    ],
  };
}

export function resetPassword(to: string, url: string, expiresAt: number, from: Circumstances): Mail {
  return {
    to,
    subject: "Choose a new password",
    preview: `This link works once, until ${describeInstant(expiresAt)}.`,
    title: "Choose a new password",
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
    subject: "Confirm your new email address",
    preview: `The link works once, until ${describeInstant(expiresAt)}.`,
    title: "Confirm your new email address",
    blocks: [
      { text: "Confirm that this address is yours. From then on you sign in with it, and security notices come here." },
      facts("Asked", from, [["Link works", `Once, until ${describeInstant(expiresAt)}`]]),
      { button: "Confirm my new address", url },
      notYou("Don't use the link. You can delete this email."),
    ],
  };
}

export function addressAlreadyUsed(to: string, publicUrl: string, from: Circumstances): Mail {
  return {
    to,
    subject: "Someone tried to use your email address",
    preview: "Another account asked to change to your address. Nothing has changed.",
    title: "Someone tried to use your email address",
    blocks: [
      { text: "Another account asked to change its address to this one. It already belongs to your account, so nothing has changed." },
      facts("Asked", from),
      { button: "Check your account", url: `${publicUrl}/security` },
      notYou("There's nothing to do: they learned nothing about your account."),
    ],
  };
}

/** A notice of something done to the account; each names what, when and from where. */
function notice(to: string, publicUrl: string, title: string, text: string, from: Circumstances, more: Facts = []): Mail {
  return {
    to,
    subject: title,
    preview: `${describeInstant(from.at)}, ${from.device}`,
    title,
    blocks: [
      { text },
      facts("When", from, more),
      { button: "Check your account", url: `${publicUrl}/security` },
      { text: `If this was you, there's nothing to do. If not, choose a new password now at ${publicUrl}/forgot-password and sign out your other sessions.` },
    ],
  };
}

type Notice = (to: string, publicUrl: string, from: Circumstances) => Mail;

export const passwordChanged: Notice = (to, url, from) =>
  notice(to, url, "Your password was changed", "Your other sessions were signed out.", from);
export const passwordReset: Notice = (to, url, from) =>
  notice(to, url, "Your password was reset", "A new password was chosen with a link sent to this address. All sessions were signed out.", from);
export const twoStepTurnedOff: Notice = (to, url, from) =>
  notice(to, url, "Two-step sign-in was turned off", "Only your password protects your account now. Your authenticators and recovery codes no longer work.", from);
export const recoveryCodesIssued: Notice = (to, url, from) =>
  notice(to, url, "New recovery codes were made", "Older recovery codes no longer work.", from);

export function authenticatorBound(to: string, url: string, name: string, from: Circumstances): Mail {
  return notice(to, url, "An authenticator app was added", "Its codes can now be used to sign in to your account.", from, [["Added", `Authenticator app, "${name}"`]]);
}

export function authenticatorUnbound(to: string, url: string, name: string, from: Circumstances): Mail {
  return notice(to, url, "An authenticator app was removed", "Its codes can no longer be used to sign in to your account.", from, [["Removed", `Authenticator app, "${name}"`]]);
}

export function recoveryCodeUsed(to: string, url: string, remaining: number, from: Circumstances): Mail {
  return notice(to, url, "A recovery code was used to sign in", `${remaining} of your recovery codes are left.`, from);
}

export function addressChanged(to: string, url: string, newAddress: string, from: Circumstances): Mail {
  return notice(to, url, "Your email address was changed", `Your account now uses ${newAddress}. You can no longer sign in with this address.`, from);
}

export function addressChangeRequested(to: string, url: string, newAddress: string, from: Circumstances): Mail {
  return notice(to, url, "Your email address is about to change", `We sent a link to ${newAddress}. When it is used, your account changes to that address.`, from);
}

export function deletionRequested(to: string, url: string, deletesAt: number, from: Circumstances): Mail {
  return notice(to, url, "Your account will be deleted", `Your account and all it holds will be deleted on ${describeInstant(deletesAt)}. Signing in before then calls it back.`, from);
}
