import type { FlagReason } from "../app/api-types.ts";

/** What made the server doubt this session, said to the person in it. */
export const flaggedHere: Record<FlagReason, string> = {
  "browser-changed": "It began in one browser and went on in another, which a copied session would do.",
  "os-changed": "It began on one system and went on on another, which a copied session would do.",
  "impossible-travel": "It moved further than anyone could travel in that time.",
  "listed-network": "It came from a network the people who run this service don't trust.",
  "failed-step-ups": "Confirming it's you failed several times in it.",
  "cloned-key": "A passkey or security key of your account was used in a way that suggests there's a copy of it.",
  "by-operator": "The people who run this service put it on hold.",
};

/** The same, in the list of sessions. */
export const flaggedThere: Record<FlagReason, string> = {
  "browser-changed": "Went on in another browser than it began in.",
  "os-changed": "Went on on another system than it began on.",
  "impossible-travel": "Moved further than anyone could travel in that time.",
  "listed-network": "Came from a network that isn't trusted here.",
  "failed-step-ups": "Failed several times to confirm it's you.",
  "cloned-key": "Used a passkey that may have been copied.",
  "by-operator": "Put on hold by the people who run this service.",
};

export const trustText = {
  tab: "Session on hold",
  title: "This session is on hold",
  lead: "We aren't sure it's still you, so it can't read or change anything until you restore trust.",
  unknown: "Something about it didn't fit.",
  since: (when: string) => `Flagged ${when}. If nothing happens, it ends after 24 hours.`,
  restore: "Restore trust",
  signOut: "Sign out",
  signingOut: "Signing out",
  notYou: "Not you? Sign out here, then sign in on a device you trust and change your password.",
  yourAccount: "Your account",
  name: "Name",
  email: "Email",
  created: "Created",
  dialogTitle: "Was this you?",
  dialogLead: "Only restore trust if you recognise what happened.",
  noteKey: "A passkey or security key is needed. A code could have been stolen.",
  noteCode: "A code from your authenticator app is needed.",
  no: "No, sign out",
  cancel: "Cancel",
  confirm: "Restore trust",
  confirming: "Checking",
  nothing:
    "This account has no passkey and no authenticator app, so trust can't be restored here. Sign out, then sign in again.",
  restored: "Trust restored",
  restoredText: "You can go on in this session.",
  flagged: "Flagged",
  elsewhere: "It's on hold until its owner restores trust in it.",
  elsewhereNotYou: "Not you? Sign it out and change your password.",
};
