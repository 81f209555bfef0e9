import { line, organizationName, personName } from "../rules/mails/mail-line.ts";
import type { Mail } from "./mail.ts";
import { describeInstant } from "./mails.ts";

const asWhat = {
  owner: "an owner",
  admin: "an administrator",
  member: "a member",
  auditor: "an auditor, who sees its log",
} as const;

/** What an invitation says. Names are what people chose: the mail calls them so, and shows the address behind each. */
export interface InvitationWords {
  readonly organization: string;
  readonly role: keyof typeof asWhat;
  readonly by: { readonly name: string; readonly email: string };
  readonly url: string;
  readonly expiresAt: number;
}

export function invitation(to: string, { role, url, expiresAt, ...names }: InvitationWords): Mail {
  const organization = organizationName(names.organization);
  const by = { ...names.by, name: personName(names.by.name) };
  return {
    to,
    sort: "asked-link",
    subject: line`You're invited to ${organization}`,
    preview: line`${by.name} invites you. The link works until ${describeInstant(expiresAt)}.`,
    title: line`Join ${organization}`,
    blocks: [
      { text: `${by.name} (${by.email}) invites you to join ${organization} as ${asWhat[role]}.` },
      {
        facts: [
          ["Organization", organization],
          ["For", `The account of ${to}`],
          ["Link works", `Once, until ${describeInstant(expiresAt)}`],
        ],
      },
      { button: "See the invitation", url },
      {
        text: `Once you've joined, its administrators see your name, your address, how well your account is protected and when you last signed in. They can sign you out, ask for a new password and set rules for signing in. They never see your password or codes. You can leave at any time.`,
      },
      { text: "Not expecting this? There's nothing to do: without the link nobody joins. You can delete this email." },
    ],
  };
}

export function newPasswordRequired(to: string, name: string, url: string, expiresAt: number): Mail {
  const organization = organizationName(name);
  return {
    to,
    sort: "required-link",
    subject: line`${organization} asks you to choose a new password`,
    preview: line`Your old password no longer opens your account. The link works until ${describeInstant(expiresAt)}.`,
    title: line`Choose a new password`,
    blocks: [
      {
        text: `An administrator of ${organization} asked that you choose a new password. You've been signed out everywhere, and your old password no longer opens your account.`,
      },
      { facts: [["Link works", `Once, until ${describeInstant(expiresAt)}`]] },
      { button: "Choose a new password", url },
      { text: "They see neither your old password nor the new one. If two-step sign-in is on, you'll still need it." },
      { text: "Link too old? Ask for another on the sign-in page, under “Forgot password”." },
    ],
  };
}

/** Asks whoever reads an address whether copies of an organization's alerts may go there. */
export function confirmAlertCopies(to: string, name: string, url: string, expiresAt: number): Mail {
  const organization = organizationName(name);
  return {
    to,
    sort: "asked-link",
    subject: line`May alerts of ${organization} come here?`,
    preview: line`Nothing is sent until you agree. The link works until ${describeInstant(expiresAt)}.`,
    title: line`May alerts of ${organization} come here?`,
    blocks: [
      {
        text: `An administrator of ${organization} named this address for copies of its security alerts. None comes before you agree.`,
      },
      { facts: [["Link works", `Once, until ${describeInstant(expiresAt)}`]] },
      { button: "See what was asked", url },
      {
        text: "Not expecting this? There's nothing to do: without the link nothing is sent here. You can delete this email.",
      },
    ],
  };
}

/** What a mail with a set-up link says. */
export interface SetupLinkWords {
  readonly organization: string;
  readonly by: { readonly name: string; readonly email: string };
  readonly url: string;
  readonly expiresAt: number;
}

export function setupLink(to: string, { url, expiresAt, ...names }: SetupLinkWords): Mail {
  const organization = organizationName(names.organization);
  const by = personName(names.by.name);
  return {
    to,
    sort: "asked-link",
    subject: line`Set up single sign-on for ${organization}`,
    preview: line`${by} asks you to connect your identity provider. The link works until ${describeInstant(expiresAt)}.`,
    title: line`Set up single sign-on for ${organization}`,
    blocks: [
      {
        text: `${by} (${names.by.email}) asks you to connect your organization's identity provider, so that people of ${organization} can sign in with it. You need no account for that.`,
      },
      { facts: [["Link works", `In one browser, until ${describeInstant(expiresAt)}`]] },
      { button: "Begin", url },
      { text: "Whoever has this link can change how people of the organization sign in. Do not pass it on." },
      { text: "Not expecting this? Don't open the link, and ask whoever sent it. You can delete this email." },
    ],
  };
}
