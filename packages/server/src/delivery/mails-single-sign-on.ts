import { type Standing, urlOf } from "../addresses.ts";
import { line, organizationName } from "../rules/mails/mail-line.ts";
import type { Mail } from "./mail.ts";
import { type Circumstances, facts } from "./mails.ts";

/** What somebody asked for that their organization does for them. */
export type AskedInVain = "new-password" | "account";

const asked = {
  "new-password": "asked for a new password for this address",
  account: "asked for an account for this address",
} as const satisfies Readonly<Record<AskedInVain, string>>;

/** What comes in place of a link, to whoever signs in through their organization's identity provider alone. */
export function signInThrough(
  to: string,
  { organizations, wanted }: { readonly organizations: readonly string[]; readonly wanted: AskedInVain },
  standing: Standing,
  from: Circumstances,
): Mail {
  const through = organizations.map(organizationName).join(" and ");
  return {
    to,
    sort: wanted === "account" ? "asked-link" : "reset-link",
    subject: line`Sign in through ${through}`,
    preview: line`${through} manages how you sign in. You need no password here.`,
    title: line`Sign in through ${through}`,
    blocks: [
      {
        text: `Someone, probably you, ${asked[wanted]}. ${through} manages how you sign in: enter your email address, and you're sent to its sign-in page. You need no password here.`,
      },
      facts("Asked", from),
      { button: "Sign in", url: urlOf(standing, "/sign-in") },
      { text: `Can't sign in there? ${through} can help: your account there opens this one.` },
      { text: "Wasn't you? There's nothing to do. You can delete this email." },
    ],
  };
}
