import { partsText } from "../parts/strings.ts";

/** Words that belong to no one page: the frame, the navigation, what can go wrong anywhere. */
export const appText = {
  tab: (page: string, product: string) => `${page} | ${product}`,
  backTo: (name: string) => `Back to ${name}`,
  skip: "Skip to main content",
  menu: "Menu",
  settings: "Settings",
  yourAccount: "Your account",
  security: "Security",
  sessions: "Sessions and history",
  activity: "Activity",
  account: "Account",
  deployment: "Deployment",
  deploymentLog: "Deployment log",
  signOut: "Sign out",
  signOutEverywhere: "Sign out of your work account, too",
  signOutEverywhereNote: "For a computer that others use.",
  signOutFailed: "Couldn't sign you out",
  sessionLives:
    "We cleared this page, but couldn't reach the server, so your session goes on there. Once you're connected, sign out again.",
  signOutAgain: "Sign out again",
  signingOut: "Signing out",
  youAreOn: "You're on {host}",
  help: "Help",
  notFoundTitle: "There's no page here",
  notFoundText: "The address may be mistyped, or the page has moved.",
  toSecurity: "Go to Security",
  startFailed: "We couldn't load this page",
  startFailedText: "Check your connection and try again. Your account is safe.",
  loadAgain: "Load it again",
  reloadUnanswered: "We couldn't reach the server. Check your connection and try again.",
  signedOutTitle: "You're signed out",
  signedOutText: "Sign in to see this part of your account.",
  signIn: "Sign in",
  ending: {
    idle: {
      title: "Are you still there?",
      text: "Nothing has happened here for a while. To keep your account safe, you'll be signed out in",
      button: "Stay signed in",
    },
    absolute: {
      title: "You'll have to sign in again soon",
      text: "Sessions end after a while, however much they're used. Finish what you're doing: you'll be signed out in",
      button: "OK",
    },
  },
  endingIn: (seconds: number) => `You'll be signed out in ${seconds === 60 ? "a minute" : `${seconds} seconds`}.`,
  endedTitle: "You were signed out",
  ended: {
    idle: "Nothing had happened for a while, so we signed you out to keep your account safe. Sign in to go on where you were.",
    absolute: "Your session had lasted as long as it may. Sign in to go on where you were.",
    elsewhere:
      "You signed out this device from another one, or in another tab. If that wasn't you, sign in and choose a new password.",
    "password-changed":
      "The password of your account was changed. Sign in with the new one. If you didn't change it, use “Forgot password?” to choose another.",
    "authenticator-removed":
      "What you had signed in with here was removed from your account. Sign in another way. If you didn't remove it, choose a new password.",
    "account-deleted": "You asked to delete your account. Sign in before it is erased to keep it.",
    secured: "Someone said “this wasn't me” from a mail we sent you. Choose a new password to get back in.",
    "by-administrator": "An administrator signed you out. Sign in to go on, or ask them why.",
    "not-trusted": "This device was on hold, and nobody confirmed that it was you. Sign in to go on.",
    "too-many":
      "Your account was signed in on too many devices, so we signed out the one used least. Sign in to go on.",
    unknown: "Your session here has ended. Sign in to go on; Activity says what happened.",
  },
  confirmedText: (until: string) => `You confirmed it's you, which counts here until ${until}.`,
  loadMore: "Load more",
  loadingMore: "Loading",
  endNow: "End now",
  endingNow: "Ending",
  confirmationEnded: "You'll be asked again before the next sensitive change.",
};

/** In place of a page whose code did not come. */
export const notFetchedText = {
  updated: { title: "This page was updated", text: "It changed while it was open. Load it again to go on." },
  offline: { title: partsText.offline, text: partsText.offlineText },
  unreachable: {
    title: "We couldn't reach the server",
    text: partsText.nothingChanged,
  },
  unavailable: {
    title: "The server can't answer right now",
    text: "Try again in a minute. Nothing has changed on your account.",
  },
  "cut-off": {
    title: "We couldn't load this page",
    text: partsText.nothingChanged,
  },
};

export const troubleText = {
  unreachable: "We couldn't reach the server. Check your connection and try again.",
  fault: "Something failed on our side. Try again in a minute.",
  faultWithReference: (reference: string) =>
    `Something failed on our side. Try again in a minute. If it keeps happening, give support this reference: ${reference}`,
  nothingChanged: "Nothing has changed on your account.",
  unavailable: "The server can't answer right now. Try again in a minute.",
  unavailableFor: (wait: string) => `The server can't answer right now. Try again in ${wait}.`,
  rateLimited: "That was a lot of requests. Wait a minute, then try again.",
  rateLimitedFor: (wait: string) => `That was a lot of requests. Try again in ${wait}.`,
  waitSeconds: { one: "{n} second", other: "{n} seconds" },
  waitMinutes: { one: "{n} minute", other: "{n} minutes" },
  waitHours: { one: "{n} hour", other: "{n} hours" },
  pausedUntil: (time: string) => `Too many wrong tries. Paused until ${time}.`,
  tooManyInARow:
    "Too many wrong tries in a row. Choose a new password with a link by email, or use another way or a device you've signed in on before.",
  notAllowed: "A rule of your organization doesn't allow this.",
  lastAuthenticator:
    "Without it nobody could sign in to this account. Add a password, or a passkey that checks it's you, first.",
  flagged: "This session is on hold. Restore trust in it first, or sign out.",
  notFound: "This isn't there any more. Reload the page to see what is.",
  conflict: "Something changed in the meantime. Reload the page and try again.",
  signedOut: "You've been signed out. Sign in again to go on.",
  invalid: "Something you entered doesn't fit. Check it and try again.",
};

/** Around the pages of an organization. */
export const organizationText = {
  members: "Members",
  workspaces: "Workspaces",
  singleSignOn: "Single sign-on",
  policies: "Policies",
  auditLog: "Audit log",
  loadFailed: "We couldn't load this organization",
  keptOutTitle: "You can't open this from here",
  cannotOpen: "You can't open this",
  keptOutLead: "Your session goes on. It only can't act in this organization right now.",
  wrongNetwork: "Your network isn't on the organization's list",
  noEntry: "This organization doesn't let you in",
  askAdmin: "Ask one of its admins.",
};

/** After a change that nobody answered. */
export const changeFateText = {
  offline: "You're offline. Nothing was changed. Try again once you're connected.",
  made: "The change was made, though its answer got lost on the way. You can close this.",
  "not-made": "The server didn't answer in time, so we asked it again: nothing was changed. Try again.",
  partly: "The server didn't answer in time, so we asked it again: only a part of it was saved.",
  unknown: "We couldn't find out whether the change was made. Look at what's on the page before you try again.",
  cancelled: {
    offline: "You're offline. Nothing was changed.",
    made: "It was too late to cancel: the change was made",
    partly: "It was too late to cancel all of it: a part was saved",
    "not-made": "Cancelled. Nothing was changed.",
    unknown: "Cancelled, but we couldn't find out whether the change was made",
  },
};
