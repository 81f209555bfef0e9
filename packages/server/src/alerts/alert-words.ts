import type { AlertCategory } from "../vocabulary/events/log.ts";
import { methodWords, type SignInMethod } from "../vocabulary/events/words.ts";
import type { EventData, EventType } from "../vocabulary/events/catalogue.ts";
import { type Circumstances, describeInstant, type Facts } from "../delivery/mails.ts";
import { decideFlagEndsAt } from "../rules/sessions/restoring.ts";
import { line, type MailLine } from "../rules/mails/mail-line.ts";
import { type AuthenticatorKind, nounOf } from "../vocabulary/kinds.ts";
import { describeEvidence } from "../sessions/doubt-words.ts";

/** What a mail tells of its event, before the facts every mail has. */
export interface AlertWords {
  readonly subject: MailLine;
  /** The heading; the subject when absent. */
  readonly title?: MailLine;
  readonly text: string;
  readonly facts?: Facts;
  /** What to do if it was you; nothing, when absent. */
  readonly advice?: string;
}

/** What the words are made of. */
export interface Told<Type extends EventType> {
  readonly type: Type;
  readonly data: EventData[Type];
  readonly at: number;
  readonly from: Partial<Circumstances>;
  readonly category: AlertCategory;
  /** The account's address now, and the one it is about to have. */
  readonly email: string;
  readonly pendingEmail: string | undefined;
  /** Whether the mail goes to an address the account has left. */
  readonly isFormer: boolean;
  readonly session: { readonly device: string; readonly openedAt: number } | undefined;
  /** What went with two-step sign-in. */
  readonly removed: readonly EventData["authenticator.unbound"][];
  readonly isNewPlace: boolean;
}

// "password and authenticator app", without the articles a sentence needs.
const describeProofs = (method: SignInMethod, factor: AuthenticatorKind | null): string =>
  [methodWords[method].replace(/^an? /, ""), ...(factor ? [nounOf(factor, "proof")] : [])].join(" and ");

type Say<Type extends EventType> = (told: Told<Type>) => AlertWords;
const say = (subject: MailLine, text: string) => (): AlertWords => ({ subject, text });

const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? "An" : "A"} ${noun}`;
const called = (noun: string, name: string): string => `${capitalized(noun)}, "${name}"`;

const wordFor = (kind: AuthenticatorKind, isSecurityKey: true | undefined): string =>
  isSecurityKey ? "security key" : nounOf(kind);

const aboutPasswords = {
  "password.changed": say(line`Your password was changed`, "Your other sessions were signed out."),
  "password.breached": () => ({
    subject: line`Choose a new password`,
    text: "Your password is among those that became public in a data breach elsewhere. Whoever has that list may try it here. You can still sign in.",
    advice: "Choose a new password that you use nowhere else, and change it wherever else you use this one.",
  }),
  "password.reset": say(
    line`Your password was reset`,
    "A new password was chosen with a link sent to your address. All sessions were signed out.",
  ),
  "password.removed": say(line`Your password was removed`, "You sign in with a passkey now."),
  "email.change-requested": ({ pendingEmail = "another address" }: Told<"email.change-requested">) => ({
    subject: line`Your email address is about to change`,
    text: `We sent a link to ${pendingEmail}. When it is used, your account changes to that address.`,
  }),
  "email.changed": ({ email, isFormer }: Told<"email.changed">) => ({
    subject: line`Your email address was changed`,
    text: isFormer
      ? `Your account now uses ${email}. You can no longer sign in with this address.`
      : "Your account now uses this address. Alerts like this one come here.",
  }),
  "email.restored": () => ({
    subject: line`Your email address was put back`,
    text: "Your account uses this address again. The link in an alert was used to say that it wasn't you.",
    advice: "Choose a new password, sign in, and look through your authenticators and your history.",
  }),
  "account.deletion-requested": ({ data: { deletesAt } }: Told<"account.deletion-requested">) => ({
    subject: line`Your account will be deleted`,
    text: `Your account and all it holds will be deleted on ${describeInstant(deletesAt)}. Signing in before then calls it back.`,
  }),
};

const aboutAuthenticators = {
  "authenticator.bound": ({ data: { kind, name, isSecurityKey } }: Told<"authenticator.bound">) => {
    const noun = wordFor(kind, isSecurityKey);
    return {
      subject: line`${withArticle(noun)} was added`,
      text: "It can now be used to sign in to your account and to confirm changes.",
      facts: [["Added", called(noun, name)]] as const,
    };
  },
  "authenticator.unbound": ({ data: { kind, name, isSecurityKey } }: Told<"authenticator.unbound">) => ({
    subject: line`${withArticle(wordFor(kind, isSecurityKey))} was removed`,
    text: "It can no longer be used to sign in to your account.",
    facts: [["Removed", called(wordFor(kind, isSecurityKey), name)]] as const,
  }),
  "two-step.turned-off": ({ removed }: Told<"two-step.turned-off">) => ({
    subject: line`Two-step sign-in was turned off`,
    text: "Only your password protects your account now. Your authenticators and recovery codes no longer work.",
    facts: removed.map(
      ({ kind, name, isSecurityKey }) => ["Removed", called(wordFor(kind, isSecurityKey), name)] as const,
    ),
  }),
  "recovery-codes.issued": say(line`New recovery codes were made`, "Older recovery codes no longer work."),
  "recovery-codes.revoked": say(
    line`Your recovery codes were ended`,
    "The codes you keep no longer work. Make new ones under Security, so that you are not locked out without your authenticator.",
  ),
  "recovery-code.used": ({ data: { remaining } }: Told<"recovery-code.used">) => ({
    subject: line`A recovery code was used to sign in`,
    text: `${remaining} of your recovery codes ${remaining === 1 ? "is" : "are"} left.`,
  }),
  "passkey.cloned": ({ data: { name } }: Told<"passkey.cloned">) => ({
    subject: line`A copy of a passkey may be in use`,
    text: `What looks like a copy of "${name}" was shown to us, and refused. If you didn't copy it yourself, remove it.`,
  }),
};

const aboutSessions = {
  "session.flagged": ({ data: { reason, evidence }, session, at }: Told<"session.flagged">) => ({
    subject: line`We put one of your sessions on hold`,
    text: `The reason: ${describeEvidence({ reason, text: evidence })}. Until its trust is restored, this session can change nothing and read nothing but your name and address.`,
    facts: session ? ([["Session", `${session.device}, since ${describeInstant(session.openedAt)}`]] as const) : [],
    advice: `If this was you, restore trust in that session itself, with your passkey or authenticator app. If nothing is done, it ends on ${describeInstant(decideFlagEndsAt(at))}.`,
  }),
  "alert-preferences.changed": ({ data: { switchedOff = [] } }: Told<"alert-preferences.changed">) => ({
    subject: line`Security alerts were switched off`,
    text: `You hear less of your account than before: ${switchedOff.map((category) => category.replaceAll("-", " ")).join(", ")}.`,
  }),
  "session.ended": say(line`You were signed out`, "Our support team ended your sessions. Sign in again to go on."),
  "account.secured": () => ({
    subject: line`Your account is secured`,
    text: "The link in an alert was used to say that something wasn't you. Your other sessions were signed out, and nobody can sign in until a new password is chosen by mail.",
    advice: "Choose a new password, sign in, and look through your authenticators and your history.",
  }),
};

const aboutSignIns = {
  "sign-in.accepted": ({
    from: { device = "another device", place },
    data: { method, factor },
    category,
    isNewPlace,
  }: Told<"sign-in.accepted">): AlertWords => {
    const isNewDevice = category === "new-device";
    const what = isNewDevice && isNewPlace ? "a device and a place" : isNewDevice ? "a device" : "a place";
    return {
      subject:
        isNewPlace && place
          ? line`New sign-in to your account from ${place}`
          : line`New sign-in to your account: ${device}`,
      title: line`Was this you?`,
      text: `Someone signed in to your account from ${what} we haven't seen before.`,
      facts: [["Signed in with", capitalized(describeProofs(method, factor))]],
    };
  },
  "sign-in.rejected": () => ({
    subject: line`Failed sign-ins to your account`,
    text: "There were at least five failed tries to sign in to your account within a day. The last of them is shown below. None of them got in.",
    advice: "If nobody but you knows your password, there's nothing to do: such tries are slowed down and locked.",
  }),
};

const table = { ...aboutPasswords, ...aboutAuthenticators, ...aboutSessions, ...aboutSignIns };

/** The words of an event; undefined for what is not mailed. */
export function wordsOf<Type extends EventType>(told: Told<Type>): AlertWords | undefined {
  const words: Partial<Record<EventType, Say<never>>> = table;
  return (words[told.type] as Say<Type> | undefined)?.(told);
}
