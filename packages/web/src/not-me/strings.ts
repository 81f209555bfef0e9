import type { Secured } from "../app/api-types.ts";

export const notMeText = {
  tab: "Was this you?",
  title: "Was this you?",
  lead: "This happened on your account.",
  what: "What",
  when: "When",
  device: "Device",
  place: "Where",
  unknown: "Not known",
  effectsTitle: "If it wasn't you, we will",
  endSessions: "sign you out everywhere else",
  forgetDevices: "forget the devices that skip the second step",
  lockAccount: "keep the account shut until you choose a new password by email",
  expires: (when: string) => `This link works once, until ${when}.`,
  notMe: "This wasn't me",
  securing: "Securing your account",
  wasMe: "It was me",
  loading: "Looking at the link",
  loadFailed: "We couldn't look at this link",
  wasMeTitle: "Nothing to do",
  wasMeLead: "Nothing has changed. If you see something you don't recognise later, use the link in that email.",
  toSecurity: "Go to Security",
  securedTitle: "Your account is secured",
  securedLead: "Nobody can sign in until you choose a new password. Do this next, in order:",
  ended: { one: "{n} session signed out", other: "{n} sessions signed out" },
  forgotten: { one: "{n} remembered device forgotten", other: "{n} remembered devices forgotten" },
  emailRestored: "your email address put back to the one this link was sent to",
  startReset: "Get the reset email",
  deadTitle: "This link doesn't work any more",
  deadLead: "Links work once and for 7 days. If something looks wrong, choose a new password: that signs everyone out.",
  noTokenTitle: "Open the link from your email",
  noTokenLead: "Use the whole link from the alert we sent you.",
  toSignIn: "Go to sign in",
};

/** What is to be done, by the server's names. */
export const stepText: Record<Secured["nextSteps"][number], { title: string; text: string }> = {
  "reset-password": {
    title: "Choose a new password",
    text: "We'll email you a link. The old password doesn't work any more.",
  },
  "sign-in": { title: "Sign in", text: "Use the new password and your second factor." },
  "review-authenticators": {
    title: "Look through your passkeys and second factors",
    text: "Remove any you don't recognise, and get new recovery codes.",
  },
  "review-history": {
    title: "Look through your activity",
    text: "See what was done while somebody else was in.",
  },
};
