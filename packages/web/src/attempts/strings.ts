import type { Operation } from "../app/api-types.ts";
import type { ProvableKind } from "./ways.ts";

interface KindWords {
  /** In a list of ways. */
  title: string;
  /** Heading while this kind is paused. */
  pausedTitle: string;
  pausedLead: string;
  /** As a button that goes there. */
  use: string;
  wrong: string;
}

export const kindText: Record<ProvableKind, KindWords> = {
  password: {
    title: "Password",
    pausedTitle: "Passwords are paused",
    pausedLead: "Too many wrong passwords. To protect your account, passwords won't work until {time}.",
    use: "Use your password",
    wrong: "That password isn't right. Try again.",
  },
  totp: {
    title: "Authenticator app",
    pausedTitle: "Codes are paused",
    pausedLead: "Too many wrong codes. To protect your account, codes won't work until {time}.",
    use: "Use an authenticator code",
    wrong: "That code isn't right. Wait for the next one and try again.",
  },
  "recovery-code": {
    title: "Recovery code",
    pausedTitle: "Recovery codes are paused",
    pausedLead: "Too many wrong recovery codes. To protect your account, they won't work until {time}.",
    use: "Use a recovery code",
    wrong: "That recovery code isn't right, or was used before. Try another one.",
  },
};

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
  preferred: "Preferred",
  anotherWay: "Try another way",
  recoveryMeta: "One of the codes you saved",
};

export const stepUpText = {
  title: "Confirm it's you",
  about: (action: string) => `You're about to ${action}.`,
  codeFrom: (name: string) => `6-digit code from ${name}`,
  confirm: "Confirm",
  confirming: "Confirming",
  cancel: "Cancel",
  useAnotherWay: "Use another way",
  starting: "Getting ready to confirm it's you",
  lasts: "Lasts 10 minutes on this device. You won't be asked again for other sensitive changes until then.",
  again: "That took too long, so we started again. Nothing has changed.",
  spent: "Too many wrong tries. We started again: check the code and enter it once more.",
  noWay:
    "There's no way to confirm it's you in this session. Sign out, sign in again, and make the change within 10 minutes.",
  lostIt: "Can't get a code? Sign out, then sign in with a recovery code. That counts as confirmation for 10 minutes.",
  failed: "We couldn't start the confirmation",
  failedText: "Nothing has changed. Check your connection and try again.",
};

/** What a person is about to do, as the end of "You're about to …". */
export const operationText: Record<Operation, string> = {
  "bind-authenticator": "add an authenticator app",
  "unbind-authenticator": "remove an authenticator app",
  "issue-recovery-codes": "get new recovery codes",
  "turn-off-two-step": "turn two-step sign-in off",
  "change-password": "change your password",
  "change-email": "change your email address",
  "delete-account": "delete your account",
  "end-other-sessions": "sign out all other sessions",
};

export const removeSubjectText = (name: string) => `Remove "${name}"`;
