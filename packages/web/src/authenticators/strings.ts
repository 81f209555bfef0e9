import type { Noun } from "./kinds.ts";

export const authenticatorText = {
  add: "Add",
  preferred: "Preferred",
  unusable: "Not usable here",
  synced: "Synced between your devices",
  deviceBound: "On one device only",
  signsInAlone: "Signs in without a password",
  afterPassword: "Used after your password",
  added: (date: string) => `Added ${date}`,
  lastUsed: (when: string) => `Last used ${when}`,
  neverUsed: "Not used yet",
  rename: "Rename",
  remove: "Remove",
};

interface GroupWords {
  title: string;
  meta: string;
  /** When there is none yet. */
  metaFirst: string;
  addObject: string;
  badge?: string;
}

/** What each kind is, in the list of them. */
export const groupText: Record<Noun, GroupWords> = {
  passkey: {
    title: "Passkeys",
    meta: "Sign in with your fingerprint, face or device PIN. No code needed, and can't be phished.",
    metaFirst: "Sign in with your fingerprint, face or device PIN. No code needed, and can't be phished.",
    addObject: "passkey",
    badge: "Recommended",
  },
  totp: {
    title: "Authenticator apps",
    meta: "A 6-digit code that changes every 30 seconds.",
    metaFirst: "A 6-digit code that changes every 30 seconds. A good place to start.",
    addObject: "authenticator",
  },
  "security-key": {
    title: "Security keys",
    meta: "A hardware key you plug in or tap. Can't be phished.",
    metaFirst: "A hardware key you plug in or tap. Can't be phished.",
    addObject: "security key",
  },
  phone: {
    title: "Text message",
    meta: "Phone numbers can be taken over, so keep this as a backup.",
    metaFirst: "Phone numbers can be taken over. Use it only as a backup.",
    addObject: "number",
    badge: "Less secure",
  },
};

export const phonesOffMeta =
  "Text messages are switched off here, so these numbers get no codes. Remove them, or keep them for later.";

export const bindText = {
  title: "Add an authenticator",
  starting: "Getting a new setup key",
  startFailed: "We couldn't get a setup key",
  startFailedText: "Nothing has changed on your account. Check your connection and try again.",
  scan: "Scan this code",
  scanHint: "Use 1Password, Authy, Google Authenticator or any app that makes 6-digit codes.",
  elsewhere: "What was signed in before stays signed in.",
  openInApp: "Open in your authenticator app",
  cannotScan: "Can't scan it?",
  qrAlt: "QR code for your authenticator app",
  typeKey: "Type this key into your app",
  typeKeyHint: 'Choose "Enter a setup key" or similar, then paste or type it.',
  setupKey: "Setup key",
  copyKey: "Copy setup key",
  account: "Account",
  type: "Type",
  typeOfCode: "Time-based, 6 digits, 30 seconds",
  showQr: "Show the QR code",
  enterCode: "Enter the 6-digit code it shows",
  nameIt: "Name it",
  nameHint: 'So you can tell it apart later, like "Work phone".',
  defaultName: "Authenticator app",
  submit: "Add authenticator",
  adding: "Adding",
  cancel: "Cancel",
  wrongCode: "That code didn't match. Wait for the next one. If it keeps failing, set your phone's clock to automatic.",
  missingCode: "Enter all 6 digits of the code.",
  missingName: "Give it a name.",
  nameTaken: (name: string) => `You already have one called ${name}. Try "${name}, 2".`,
  expired: "The setup key timed out after 10 minutes. Scan the new code and try again.",
  addedTitle: (name: string) => `${name} added`,
  firstAddedText: "Two-step sign-in is on.",
  addedLead: "From now on you can use it to sign in. We've emailed you a record of this.",
  codesStillWork: { one: "Your {n} recovery code still works", other: "Your {n} recovery codes still work" },
  codesNone: "You have no recovery codes",
  codesHint: "If you can't find them, get a new set now.",
  codesNoneHint: "Get a set now, in case you lose it.",
  getCodes: "Get new codes",
  done: "Done",
};

export const renameText = {
  title: "Rename this authenticator",
  label: "Name",
  submit: "Save name",
  cancel: "Cancel",
  renamed: (name: string) => `Renamed to "${name}"`,
  failed: "Couldn't rename it",
};

interface RemoveWords {
  title: string;
  lead: string;
  remove: string;
}

export const removingText: Record<Noun, RemoveWords> = {
  totp: {
    title: "Remove this authenticator?",
    lead: "Codes from it will stop working straight away.",
    remove: "Remove authenticator",
  },
  passkey: {
    title: "Remove this passkey?",
    lead: "It will stop working here straight away. Your device may still list it until you delete it there.",
    remove: "Remove passkey",
  },
  "security-key": {
    title: "Remove this security key?",
    lead: "It will stop working here straight away.",
    remove: "Remove security key",
  },
  phone: {
    title: "Remove this phone number?",
    lead: "It will get no more codes.",
    remove: "Remove number",
  },
};

export const removeText = {
  lastTitle: "This is your only second factor",
  lastLead: "Removing it turns two-step sign-in off. Only your password will protect your account.",
  onlyWayTitle: "This is the only way into your account",
  onlyWayLead: "There's no password, so without it nobody could sign in. Add another passkey or a password first.",
  requiredTitle: "You need to keep this one",
  requiredLead: (organization: string) =>
    `${organization} requires a second factor, so you'll always need to keep one. Add another first.`,
  stillHave: (names: string) => `You'll still have ${names}.`,
  codesDie: { one: "Your recovery code stops working.", other: "Your {n} recovery codes stop working." },
  devicesAsked: "Devices that skip the second step will be asked for it again.",
  mailed: "We'll email you that it was removed.",
  keep: "Keep it",
  removing: "Removing",
  removed: (name: string) => `${name} removed`,
  removedText: "We've emailed you a record of this.",
  addPasskey: "Add another passkey first",
  addPasskeyMeta: "On another device, so losing one doesn't lock you out.",
  addPassword: "Add a password first",
  addPasswordMeta: "Then you can sign in without a passkey.",
  addAnother: "Add an authenticator app first",
  addAnotherMeta: "A code app on a second device.",
  goneTitle: "That authenticator isn't there any more",
  goneText: "It may have been removed on another device.",
};
