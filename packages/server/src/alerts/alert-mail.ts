import type { AlertCategory } from "../vocabulary/events/log.ts";
import { type Standing, urlOf } from "../addresses.ts";
import type { Mail, MailBlock } from "../delivery/mail.ts";
import { type Circumstances, describeInstant, type Facts } from "../delivery/mails.ts";
import { line } from "../rules/mails/mail-line.ts";
import type { AlertWords } from "./alert-words.ts";

/** What an alert is called where it is switched off. */
const whatOf: Readonly<Record<AlertCategory, string>> = {
  "new-device": "sign-ins on new devices",
  "new-location": "sign-ins from new places",
  "failed-sign-ins": "failed sign-ins",
  password: "your password and address",
  authenticators: "your authenticators",
  sessions: "your sessions",
  "api-keys": "your API keys",
  organizations: "your organizations",
};

export interface AlertMail {
  readonly to: string;
  readonly standing: Standing;
  readonly words: AlertWords;
  readonly at: number;
  /** Absent when no request did it. */
  readonly from: Partial<Circumstances>;
  readonly isByOperator: boolean;
  readonly category: AlertCategory;
  readonly canBeTurnedOff: boolean;
  /** The link to say "this wasn't me"; absent when that was just said. */
  readonly notMeUrl: string | undefined;
}

/** An alert as a mail: what happened, when, on what and from where, and what to do if it wasn't you. */
export function alertMail({
  to,
  standing,
  words,
  at,
  from,
  category,
  canBeTurnedOff,
  notMeUrl,
  ...rest
}: AlertMail): Mail {
  const { subject, title = subject, text, advice } = words;
  const ifItWasYou = advice ?? "If this was you, there's nothing to do.";
  return {
    to,
    sort: "account-notice",
    subject,
    preview: from.device ? line`${describeInstant(at)}, ${from.device}` : line`${describeInstant(at)}`,
    title,
    blocks: [
      { text },
      { facts: factsOf({ words, at, from, ...rest }) },
      { text: ifItWasYou },
      ...(notMeUrl === undefined ? nextSteps(standing) : disowning(standing, notMeUrl)),
    ],
    ...(canBeTurnedOff && { optOut: { url: urlOf(standing, "/sessions#alerts"), what: whatOf[category] } }),
  };
}

function factsOf({ words, at, from, isByOperator }: Pick<AlertMail, "words" | "at" | "from" | "isByOperator">): Facts {
  const { device, ip, place } = from;
  const rows: (readonly [string, string | null | undefined])[] = [
    ...(words.facts ?? []),
    ["When", describeInstant(at)],
    ["By", isByOperator ? "Our support team" : undefined],
    ["Device", device],
    ["Where", place ? `${place} (approximate)` : undefined],
    ["IP address", ip],
  ];
  return rows.flatMap(([label, value]) => (value ? [[label, value] as const] : []));
}

/** What happened in an organization, as a mail to someone who is to hear of it. */
export function organizationMail({
  to,
  words,
  at,
  from,
  organization,
  logUrl,
}: Pick<AlertMail, "to" | "words" | "at" | "from"> & { organization: string; logUrl: string | undefined }): Mail {
  const { subject, title = subject, text, advice } = words;
  const facts = factsOf({ words, at, from, isByOperator: false });
  return {
    to,
    sort: "organization-notice",
    subject,
    preview: line`${describeInstant(at)}, ${organization}`,
    title,
    blocks: [
      { text },
      { facts: [["Organization", organization], ...facts] },
      ...(advice === undefined ? [] : [{ text: advice }]),
      ...(logUrl === undefined ? [] : [{ button: "Open the audit log", url: logUrl }]),
    ],
  };
}

const disowning = (standing: Standing, url: string): MailBlock[] => [
  { button: "This wasn't me", url },
  {
    text: "That link leads to a page where you say so. It works once, for 7 days: it signs out your other sessions and keeps everyone out until you choose a new password.",
  },
  { text: `Review your sessions and what happened at ${urlOf(standing, "/sessions")}` },
];

const nextSteps = (standing: Standing): MailBlock[] => [
  { button: "Choose a new password", url: urlOf(standing, "/forgot-password") },
];
