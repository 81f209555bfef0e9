import type { Account, NextStep } from "../app/api-types.ts";

export const securityText = {
  tab: "Security",
  title: "Security",
  lead: "How you sign in, and what protects your account.",
  loading: "Loading your security settings",
  loadFailed: "We couldn't load your security settings",
  signInTitle: "How you sign in",
  password: "Password",
  passwordChanged: (date: string) => `Changed ${date}`,
  managedBy: (organization: string) => `${organization} manages your password: you sign in with your work account.`,
  ownConfirms: "The one you have here still confirms changes.",
  managedLink: "Change it there",
  noPassword: "None. You sign in with a passkey.",
  providerOf: (organization: string) => `the single sign-on of ${organization}`,
  providerMeta: (organization: string) => `Your work account at ${organization}. Only its admins can unlink it.`,
  passwordAtProvider: (organizations: string, providers: string) =>
    `None needed here. ${organizations} manages the one you use at ${providers}.`,
  add: "Add",
  remove: "Remove",
  change: "Change",
  changeObject: "password",
  factorsTitle: "Second factors",
  factorsLead: "Asked for after your password. Passkeys count as both.",
  factorsLeadNoPassword: "Asked for when a passkey alone isn't enough.",
  factorsLeadProvider: "Asked for after your work account, and when you confirm changes.",
  preferredTitle: "Ask for this first",
  preferredMeta: "The others stay one tap away.",
  noPreference: "No preference",
  preferredChanged: (name: string) => `${name} is asked for first`,
  preferenceCleared: "No authenticator is preferred now",
  preferredFailed: "Couldn't change what is asked for first",
  twoStep: "Two-step sign-in",
  twoStepOn: "On. Signing in takes your password and a second factor.",
  twoStepOnPasskey: "On. Signing in takes a passkey, or your password and a second factor.",
  twoStepNoPassword: "On. Your passkey counts as both steps. To turn it off, add a password first.",
  twoStepProvider: "On. A second factor is asked for after your work account, unless the one you used there counts.",
  twoStepKept: (organization: string) =>
    `On. ${organization} requires it, so it can't be turned off while you're a member.`,
  turnOff: "Turn off",
  turnOffObject: "two-step sign-in",
  relatedTitle: "Activity",
  sessionsLink: "Sessions and sign-in history",
  sessionsMeta: { one: "{n} session.", other: "{n} sessions." },
  lastFailed: (when: string) => `Last failed sign-in ${when}.`,
};

interface Headline {
  title: string;
  text: string;
}

export const headlines: Record<Exclude<Account["protection"]["level"], "single-sign-on">, Headline> = {
  "password-only": {
    title: "Only your password protects this account",
    text: "Anyone who learns it can sign in. A passkey or a second factor stops that.",
  },
  "two-factor": {
    title: "Your account has basic protection",
    text: "Two-step sign-in is on. Signing in takes your password and a second factor, so a stolen password isn't enough.",
  },
  "phishing-resistant": {
    title: "Your account is well protected",
    text: "Two-step sign-in is on. Signing in takes a passkey, or your password and a second factor. A stolen password isn't enough.",
  },
};

export const noPasswordText = "You sign in with a passkey. There's no password anyone could steal.";

/** Of whoever nothing of their own lets in. */
export const providerText = {
  title: (providers: string) => `You sign in with ${providers}`,
  text: "Your password is checked there, not here.",
  textFactor: (providers: string) =>
    `You sign in with ${providers}, where your password is checked. A second factor is set up here, too.`,
};

export const statText = {
  ways: "Ways to sign in",
  active: { one: "{n} active", other: "{n} active" },
  none: "None",
  noneYet: "None yet",
  password: "Password",
  passwordToo: "password",
  passkeys: { one: "{n} passkey", other: "{n} passkeys" },
  factors: "Second factors",
  apps: { one: "{n} app", other: "{n} apps" },
  keys: { one: "{n} key", other: "{n} keys" },
  phones: { one: "{n} phone", other: "{n} phones" },
  atProvider: (providers: string) => `${providers} may ask for its own`,
  setUpOne: "Set up at least one",
  passkeyCounts: "Passkeys count as both",
  codes: "Recovery codes",
  codesLater: "Come with your first factor",
  codesMissing: "Get a set now",
  sessions: "Sessions",
  thisDevice: "This device",
  others: { one: "This device and {n} other", other: "This device and {n} others" },
  flagged: { one: "{n} flagged", other: "{n} flagged" },
};

interface StepWords {
  title: string;
  text: string;
  verb: string;
  object: string;
}

/** Next best steps by the server's names. */
export const stepText: Record<NextStep, StepWords> = {
  "choose-new-password": {
    title: "Choose a new password",
    text: "Yours is among passwords that became public in a data breach elsewhere.",
    verb: "Change",
    object: "password",
  },
  "add-passkey": {
    title: "Add a passkey",
    text: "Takes about a minute. Then you can sign in without a password or code.",
    verb: "Add",
    object: "passkey",
  },
  "add-authenticator-app": {
    title: "Add an authenticator app",
    text: "Takes about a minute. Then a stolen password isn't enough to sign in.",
    verb: "Add",
    object: "authenticator",
  },
  "issue-recovery-codes": {
    title: "Get new recovery codes",
    text: "You have few or none left. They let you in when you lose a device.",
    verb: "Get",
    object: "codes",
  },
  "add-second-authenticator": {
    title: "Add a second authenticator",
    text: "You have one. With another, losing a device doesn't lock you out.",
    verb: "Add",
    object: "authenticator",
  },
};
export const nextLabel = "Next best step";

export const whatIfText = {
  summary: "What if I lose a device?",
  caption: "What still works if you lose something",
  lose: (name: string) => `You lose ${name}`,
  alone: (names: string) => `${names} still signs you in.`,
  still: (rest: string) => `Your password with ${rest} still works.`,
  nothing: "You'd be locked out. Get recovery codes, or add another way in.",
  aCode: "a recovery code",
  stillProvider: (providers: string, rest: string) => `${providers} with ${rest} still works.`,
  learned: "Someone learns your password",
  learnedAnswer: "They still need a second factor. Change your password as soon as you know.",
  learnedPhone: "They still need a second factor. Text message is the easiest to take over.",
};

export const turnOffText = {
  title: "Turn two-step sign-in off?",
  lead: "Only your password will protect this account. Anyone who learns it can sign in.",
  removed: (names: string) => `${names} will be removed.`,
  codesDie: { one: "Your recovery code stops working.", other: "Your {n} recovery codes stop working." },
  mailed: "We'll email you that it was turned off.",
  keep: "Keep it on",
  turnOff: "Turn off",
  turningOff: "Turning off",
  done: "Two-step sign-in is off",
  doneText: "Only your password protects this account. We've emailed you a record of this.",
  alreadyTitle: "Two-step sign-in is off",
  alreadyText: "There's no second factor on this account.",
  close: "Close",
};
