/** Words of signing in with a work account. */
export const ssoText = {
  title: (provider: string) => `Continue to ${provider}`,
  lead: (provider: string) =>
    `Your organization uses single sign-on. You'll sign in with ${provider}, then come straight back.`,
  leadOptional: (provider: string) => `You can sign in with your work account at ${provider}, and come straight back.`,
  continueWith: (provider: string) => `Continue with ${provider}`,
  leaving: (provider: string) => `Going to ${provider}`,
  takingYou: "Taking you there in {time}.",
  checkedThere: (provider: string) => `Your password is checked by ${provider}, not here.`,
  passwordInstead: "Use your password instead",
  adminIn: (provider: string) => `I'm an owner and ${provider} is down`,
  resuming: "Signing you in",
  ownProofTitle: "Show that this account is yours",
  ownProofLead: (provider: string, address: string) =>
    `${provider} knows you as ${address}, and there's an account with that address here. Show once that it's yours. After that, ${provider} is enough.`,
  ownProofLeadUnnamed: (provider: string) =>
    `There's an account here that ${provider} says is yours. Show it once. After that, ${provider} is enough.`,
  ownPassword: "Use its password",
  ownPasskey: "Use its passkey",
  ownProofHelp: "Don't remember the password? You can {reset}.",
  notMine: "It isn't my account",
  requiredTitle: "Sign in with your work account",
  requiredLead:
    "Your organization asks you to sign in through its identity provider. A password or passkey from here doesn't sign in any more.",
  requiredHow: "Start again with your work email. If that doesn't lead there, open this from your work apps page.",
  otherEmail: "Use another email",
  signedOut: "You're signed out, here and at your work account.",
  stillSignedIn: "You're still signed in",
  nothingLost: "This browser is signed in as before, and nothing has changed.",
  goOn: "Go on",
  reference: "Reference for your admin: {reference}",
  trouble: {
    failed: {
      title: "Your work account didn't let us sign you in",
      text: "Nothing has changed. Try again. If it keeps happening, tell your admin: they can see what went wrong.",
    },
    "signed-out-here": {
      title: "You're signed out here, but maybe not at your work account",
      text: "It didn't say that you are. If others use this computer, sign out there, too.",
    },
    expired: { title: "That sign-in took too long", text: "Enter your email to start again." },
    unasked: {
      title: "We weren't expecting that sign-in",
      text: "Start here instead: enter your work email, and we'll take you to your provider.",
    },
    "other-browser": {
      title: "That sign-in began in another browser",
      text: "Go back to the one you started in, or enter your email to start again here.",
    },
    "no-place": {
      title: "There's no place for you here yet",
      text: "Your work account is known, but you aren't a member. Ask your admin for an invitation.",
    },
    "another-identity": {
      title: "That was a different work account",
      text: "This account is linked to another one at your provider. Sign in there with that one, then try again.",
    },
    suspended: {
      title: "Your access is suspended",
      text: "An admin of your organization can restore it.",
    },
    secured: {
      title: "This account is secured",
      text: "Somebody said that what happened on it wasn't them. Use “Forgot password?” to choose a new password first.",
    },
    refused: {
      title: "You can't sign in this way",
      text: "Your organization's rules don't allow it. Enter your email to try another way, or ask your admin.",
    },
  },
};

export type ProviderReason = keyof typeof ssoText.trouble;

export function isProviderReason(text: string | null): text is ProviderReason {
  return text !== null && Object.hasOwn(ssoText.trouble, text);
}
