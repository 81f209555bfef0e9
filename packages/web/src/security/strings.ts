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
  change: "Change",
  changeObject: "password",
  factorsTitle: "Second factors",
  factorsLead: "Asked for after your password.",
  preferredTitle: "Ask for this first",
  preferredMeta: "The others stay one tap away.",
  noPreference: "No preference",
  preferredChanged: (name: string) => `${name} is asked for first`,
  preferenceCleared: "No authenticator is preferred now",
  preferredFailed: "Couldn't change what is asked for first",
  twoStep: "Two-step sign-in",
  twoStepOn: "On. Signing in takes your password and a second factor.",
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

export const headlines: Record<Account["protection"]["level"], Headline> = {
  "password-only": {
    title: "Only your password protects this account",
    text: "Anyone who learns it can sign in. A second factor stops that.",
  },
  "two-factor": {
    title: "Your account has basic protection",
    text: "Two-step sign-in is on. Signing in takes your password and a second factor, so a stolen password isn't enough.",
  },
  "phishing-resistant": {
    title: "Your account is well protected",
    text: "Two-step sign-in is on, with a way that can't be phished. A stolen password isn't enough.",
  },
};

export const statText = {
  ways: "Ways to sign in",
  active: { one: "{n} active", other: "{n} active" },
  none: "None",
  noneYet: "None yet",
  password: "Password",
  factors: "Second factors",
  apps: { one: "{n} app", other: "{n} apps" },
  setUpOne: "Set up at least one",
  codes: "Recovery codes",
  codesLater: "Come with your first factor",
  codesMissing: "Get a set now",
  sessions: "Sessions",
  thisDevice: "This device",
  others: { one: "This device and {n} other", other: "This device and {n} others" },
};

interface StepWords {
  title: string;
  text: string;
  verb: string;
  object: string;
}

/** Next best steps by the server's names. */
export const stepText: Record<NextStep, StepWords> = {
  "add-authenticator-app": {
    title: "Add an authenticator app",
    text: "Takes about a minute. Then a stolen password isn't enough to sign in.",
    verb: "Add",
    object: "authenticator",
  },
  "issue-recovery-codes": {
    title: "Get new recovery codes",
    text: "You have few or none left. They let you in when you lose your authenticator.",
    verb: "Get",
    object: "codes",
  },
  "add-second-authenticator": {
    title: "Add a second authenticator",
    text: "You have one. With another, losing a phone doesn't lock you out.",
    verb: "Add",
    object: "authenticator",
  },
};
export const nextLabel = "Next best step";

export const whatIfText = {
  summary: "What if I lose a device?",
  caption: "What still works if you lose something",
  lose: (name: string) => `You lose ${name}`,
  still: (rest: string) => `Your password with ${rest} still works.`,
  nothing: "You'd be locked out. Get recovery codes or add a second authenticator.",
  aCode: "a recovery code",
  learned: "Someone learns your password",
  learnedAnswer: "They still need a second factor. Change your password as soon as you know.",
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
