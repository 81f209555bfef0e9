import type { Kind, Operation } from "../app/api-types.ts";
import type { Noun } from "../authenticators/kinds.ts";

interface KindWords {
  /** In a list of ways. */
  title: string;
  /** Heading while this kind is paused. */
  pausedTitle: string;
  pausedLead: string;
  /** As a button that goes there. */
  use: string;
  /** As a button beside others. */
  short: string;
  wrong: string;
}

export const kindText: Record<Kind, KindWords> = {
  password: {
    title: "Password",
    pausedTitle: "Passwords are paused",
    pausedLead: "Too many wrong passwords. To protect your account, passwords won't work until {time}.",
    use: "Use your password",
    short: "Password",
    wrong: "That password isn't right. Try again.",
  },
  totp: {
    title: "Authenticator app",
    pausedTitle: "Codes are paused",
    pausedLead: "Too many wrong codes. To protect your account, codes won't work until {time}.",
    use: "Use an authenticator code",
    short: "Authenticator code",
    wrong: "That code isn't right. Wait for the next one and try again.",
  },
  passkey: {
    title: "Passkey or security key",
    pausedTitle: "Passkeys are paused",
    pausedLead: "Passkeys won't work until {time}.",
    use: "Use a passkey",
    short: "Passkey",
    wrong: "That passkey didn't work here. It may belong to another account. Try another one, or another way.",
  },
  phone: {
    title: "Text message",
    pausedTitle: "Text message codes are paused",
    pausedLead: "Too many wrong codes. To protect your account, text message codes won't work until {time}.",
    use: "Get a code by text message",
    short: "Text message",
    wrong: "That code isn't right. Check the newest message and try again.",
  },
  "recovery-code": {
    title: "Recovery code",
    pausedTitle: "Recovery codes are paused",
    pausedLead: "Too many wrong recovery codes. To protect your account, they won't work until {time}.",
    use: "Use a recovery code",
    short: "Recovery code",
    wrong: "That recovery code isn't right, or was used before. Try another one.",
  },
};

/** Passkeys that are held as security keys are called that. */
const keyText: Record<"all" | "some", Partial<KindWords>> = {
  all: {
    title: "Security key",
    pausedTitle: "Security keys are paused",
    pausedLead: "Security keys won't work until {time}.",
    use: "Use your security key",
    short: "Security key",
    wrong: "That security key didn't work here. It may belong to another account. Try another one, or another way.",
  },
  some: { use: "Use a passkey or security key", short: "Passkey or security key" },
};

interface Called {
  kind: Kind;
  securityKeys: "all" | "some" | "none";
}

/** What a way is called, by what is bound. */
export function wordsOf({ kind, securityKeys }: Called): KindWords {
  return securityKeys === "none" ? kindText[kind] : { ...kindText[kind], ...keyText[securityKeys] };
}

export const attemptText = {
  triesLeft: { one: "{n} try left.", other: "{n} tries left." },
  pausedFor: "Try again in {time}",
  pausedStill: (seconds: number) => `Paused for ${Math.round(seconds / 60)} more minutes`,
  pausedUntil: (time: string) => `Paused until ${time}`,
  missingCode: "Enter all 6 digits of the code.",
  missingPassword: "Enter your password.",
  missingRecoveryCode: "Enter one of your recovery codes.",
  continue: "Continue",
  checking: "Checking",
  unknownPasskey: "We don't know that passkey. It may have been removed here. Try another one, or another way.",
  suspended: "This account is suspended. Contact the people who run this service.",
  safest: "Safest",
  preferred: "Preferred",
  anotherWay: "Try another way",
  tryAgain: "Try again",
  recoveryMeta: "One of the codes you saved",
};

export const stepUpText = {
  title: "Confirm it's you",
  about: (action: string) => `You're about to ${action}.`,
  usePasskey: { none: "Use a passkey", some: "Use a passkey or security key", all: "Use your security key" },
  passkeyAgain: { none: "Try the passkey again", some: "Try again", all: "Try the security key again" },
  atProvider: (name: string) => `Confirm with ${name}`,
  leaving: (name: string) => `Going to ${name}`,
  comesBack: "You'll come straight back here. What you've typed on this page isn't kept.",
  otherWay: "Cancel and choose another way",
  codeFrom: (name: string) => `6-digit code from ${name}`,
  confirm: "Confirm",
  confirming: "Confirming",
  cancel: "Cancel",
  useAnotherWay: "Use another way",
  otherBrowser:
    "Only a passkey can confirm this, and this browser has none. Open this page in another browser or on another device.",
  starting: "Getting ready to confirm it's you",
  lasts: "Counts for a short while on this device, for other sensitive changes too.",
  again: "That took too long, so we started again. Nothing has changed.",
  spent: "Too many wrong tries. We started again: check the code and enter it once more.",
  noWay: "There's no way to confirm it's you in this session. Sign out, sign in again, and make the change right away.",
  lostIt:
    "Can't get a code? Sign out, then sign in with a recovery code. That counts as confirmation for a short while.",
  failed: "We couldn't start the confirmation",
  failedText: "Nothing has changed. Check your connection and try again.",
};

/** A code on its way to a phone. */
export const textCodeText = {
  sending: "Sending a code to your phone",
  sentTo: (number: string) => `We texted a 6-digit code to ${number}. It works for 10 minutes.`,
  label: "6-digit code",
  again: "Send a new code",
  againIn: "Send a new code in {time}",
  sentAgain: "New code sent",
  sendTo: (name: string) => `Send it to ${name} instead`,
  failed: "We couldn't send a code",
  off: "Text messages can't be sent right now. Use another way.",
  tooMany: "Too many codes were sent to this number. Use another way, or try again later.",
  tooManyFor: (wait: string) => `Too many codes were sent to this number. Try again in ${wait}, or use another way.`,
  tryAgain: "Try again",
};

/** What a person is about to do, as the end of "You're about to …". */
export const operationText: Record<Operation, string> = {
  "bind-authenticator": "add a second factor",
  "unbind-authenticator": "remove a second factor",
  "unbind-password": "remove your password",
  "issue-recovery-codes": "get new recovery codes",
  "turn-off-two-step": "turn two-step sign-in off",
  "change-password": "change your password",
  "change-email": "change your email address",
  "delete-account": "delete your account",
  "end-other-sessions": "sign out other sessions",
  "forget-devices": "ask for the second step on remembered devices again",
  "switch-off-alerts": "switch off alerts",
  "prefer-authenticator": "change what is asked for first when you sign in",
  "change-organization": "change this organization",
  "export-events": "export the log",
  "manage-members": "manage your organization's members",
  "change-policies": "change your organization's policies",
  "change-sso": "change single sign-on",
  "meet-policy": "go on where your organization asks for stronger proof",
  "enter-workspace": "go on in a workspace that asks for a fresh sign-in",
};

/** The same, where the call tells which kind it is about. */
export const bindingText: Record<BindableKind, string> = {
  totp: "add an authenticator app",
  passkeys: "add a passkey or security key",
  phones: "add a phone number",
};

export type BindableKind = "totp" | "passkeys" | "phones";

export const removeSubjectText = (name: string) => `Remove "${name}"`;

export const removingText: Record<Noun, string> = {
  totp: "remove an authenticator app",
  passkey: "remove a passkey",
  "security-key": "remove a security key",
  phone: "remove a phone number",
};
