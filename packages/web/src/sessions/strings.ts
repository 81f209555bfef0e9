import type { SignInItem } from "../app/api-types.ts";

export const sessionsText = {
  tab: "Sessions",
  title: "Sessions and sign-in history",
  lead: "Where you're signed in now, and every sign-in from the last 90 days.",
  activeTitle: "Active sessions",
  activeLead: (idle: string) => `Sessions end after ${idle} without activity.`,
  short: "This session ends on {time}, however much you use it. Sessions that break-glass opens last an hour.",
  loading: "Loading your sessions",
  loadFailed: "We couldn't load your sessions",
  caption: "Your active sessions",
  device: "Device",
  location: "Location",
  lastActivity: "Last activity",
  created: "Created",
  actions: "Actions",
  thisDevice: "This device",
  activeNow: "Active now",
  signOut: "Sign out",
  signingOut: "Signing out",
  signOutNamed: (device: string) => `Sign out ${device}`,
  signedOut: (device: string) => `${device} signed out`,
  signOutFailed: (device: string) => `Couldn't sign out ${device}`,
  stillActive: (trouble: string) => `It's still active. ${trouble}`,
  signOutAll: "Sign out all other sessions",
  onlyThis: "This is your only session",
  onlyThisText: "When you sign in somewhere else, it shows up here.",
};

export const signOutAllText = {
  title: { one: "Sign out {n} other session?", other: "Sign out {n} other sessions?" },
  lead: "You'll stay signed in on this device.",
  effect: "Unsaved work in those sessions may be lost.",
  more: { one: "and {n} more", other: "and {n} more" },
  cancel: "Cancel",
  submit: { one: "Sign out {n} session", other: "Sign out {n} sessions" },
  busy: "Signing out",
  done: { one: "{n} session signed out", other: "{n} sessions signed out" },
  doneText: "They're out at their next request.",
};

export const historyText = {
  title: "Sign-in history",
  lead: "Last 90 days. See something you don't recognise? {change} and sign out everywhere.",
  changePassword: "Change your password",
  loading: "Loading your sign-in history",
  loadFailed: "We couldn't load your sign-in history",
  caption: "Sign-in history, newest first",
  filter: "Filter sign-in history",
  outcome: "Outcome",
  all: "All",
  successful: "Successful",
  failed: "Failed",
  anyMethod: "Any method",
  period: "Period",
  lastDays: (days: number) => `Last ${days} days`,
  timeUtc: "Time (UTC)",
  timeLocal: "Time (local)",
  time: "Time",
  method: "Method",
  factor: "Second factor",
  factorShort: "Factor",
  from: "IP address, place and device",
  fromShort: "From",
  notReached: "Not reached",
  notAsked: "Not asked",
  included: "Included",
  noneYet: "No sign-ins yet",
  noneYetText: "Every try to sign in to this account shows up here, with the time and where it came from.",
  noMatches: "No sign-ins match these filters",
  noMatchesText: (days: number) => `There was nothing like that in the last ${days} days.`,
  noFailed: (days: number) => `No sign-in failed in the last ${days} days.`,
  noSuccessful: (days: number) => `No sign-in succeeded in the last ${days} days.`,
  clear: "Clear filters",
  shown: { one: "{n} sign-in", other: "{n} sign-ins" },
  shownOfMore: {
    one: "The newest {n} sign-in, and there are more",
    other: "The newest {n} sign-ins, and there are more",
  },
  showSession: "Still signed in: show this session",
};

/** How an account was entered, by the server's names. */
export const methodText: Record<SignInItem["method"], string> = {
  password: "Password",
  passkey: "Passkey",
  sso: "Single sign-on",
  "api-key": "API key",
};

export const factorText: Record<NonNullable<SignInItem["factor"]>, string> = {
  totp: "Authenticator app",
  "recovery-code": "Recovery code",
  passkey: "Passkey",
  phone: "Text message",
  password: "Password",
};

/** Why a sign-in failed. */
export const reasonText: Record<NonNullable<SignInItem["reason"]>, string> = {
  "wrong-password": "Wrong password",
  "wrong-code": "Wrong code",
  "code-already-used": "Code used before",
  "code-expired": "Code expired",
  "passkey-unknown": "Passkey not known here",
  "passkey-of-another-account": "Passkey of another account",
  "passkey-invalid": "Passkey's answer was not valid",
  "passkey-challenge": "Passkey's answer came too late",
  "passkey-not-verified": "Passkey didn't check who used it",
  "passkey-cloned": "Passkey may have been copied",
  locked: "Paused after too many tries",
  suspended: "Account suspended",
  secured: "Account secured",
  "password-reset-required": "A new password was asked for",
  "sso-required": "Your organization asks for single sign-on",
  "sso-refused": "What the identity provider said was not accepted",
  "no-place": "No place in the organization",
};

export const endOthersText = {
  label: { one: "Sign out {n} other session", other: "Sign out {n} other sessions" },
  failed: "We couldn't sign the other sessions out",
};
