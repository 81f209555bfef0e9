import type { CeremonyWords } from "./trouble.ts";

const again = "Nothing has changed.";

/** While one is asked for: at sign-in, to confirm, to restore trust. */
export const askingText: CeremonyWords = {
  closed: `The passkey prompt closed before it finished. ${again} Try again or use another way.`,
  "timed-out": `The passkey prompt waited too long and closed. ${again} Have your device or key at hand, then try again.`,
  "no-authenticator": "No passkey here can check that it's you. Use another device or key, or another way.",
  "bound-already": "That passkey can't be used for this. Try another one, or another way.",
  unsupported: "This device can't use the kind of passkey your account has. Try another device, or another way.",
  "wrong-site": "Passkeys for this account don't work at this address. Open the address you usually sign in at.",
  "device-failed": "Your device couldn't finish. Try again, or use another way.",
};

/** While one is made. */
export const makingText: CeremonyWords = {
  closed: `The prompt closed before it finished. ${again} Try again, or choose another device in the prompt.`,
  "timed-out": `The prompt waited too long and closed. ${again} Have your device or key at hand, then try again.`,
  "no-authenticator":
    "Nothing here can keep a passkey and check that it's you. Set up a screen lock or a key's PIN, or choose your phone in the prompt.",
  "bound-already":
    "That device already has a passkey for your account. Use that one, or choose another device in the prompt.",
  unsupported: "That device can't make the kind of passkey we accept. Choose another one in the prompt.",
  "wrong-site": "Passkeys can't be made at this address. Open the address you usually sign in at, then try again.",
  "device-failed":
    "Your device couldn't finish. Nothing has changed. Try again, or choose another device in the prompt.",
};

export const passkeyText = {
  waiting: "Waiting for your passkey",
  waitingKey: "Waiting for your security key",
  followPrompt: "Follow the prompt from your browser or device",
  showAgain: "Show the prompt again",
  cancel: "Cancel",
};

/** The dialogs that add one. */
export interface AddWords {
  title: string;
  lead: string;
  name: string;
  nameHint: string;
  submit: string;
  again: string;
}

export const addPasskeyText: AddWords = {
  title: "Add a passkey",
  lead: "Sign in with your fingerprint, face or device PIN. It works on this device, a phone, or a key.",
  name: "Name it",
  nameHint: 'So you can tell it apart later, like "My laptop".',
  submit: "Create passkey",
  again: "Try again",
};

export const addKeyText: AddWords = {
  title: "Add a security key",
  lead: "A hardware key you plug in or tap. Have it at hand, then follow the prompt.",
  name: "Name it",
  nameHint: 'So you can tell it apart later, like "Key on my desk".',
  submit: "Continue",
  again: "Try again",
};

export const addText = {
  starting: "Getting ready",
  startFailed: "We couldn't get ready",
  startFailedText: "Nothing has changed on your account. Check your connection and try again.",
  cancel: "Cancel",
  rejected: "We couldn't check that answer, so nothing was added. Try again.",
  conflict: "That passkey is bound to an account here already. Choose another device in the prompt.",
  expired: "That took too long, so we started again. Nothing has changed.",
  noSupportTitle: "This browser can't use passkeys",
  noSupportText: "Open this page in another browser, or on another device, to add one.",
  close: "Close",
  keyName: "Security key",
  passkeyOn: (system: string) => `Passkey on ${system}`,
  passkey: "Passkey",
};

export const offerText = {
  tab: "Sign in",
  title: "Sign in faster next time",
  lead: "Add a passkey and use your fingerprint, face or device PIN in place of your password. It can't be phished.",
  add: "Add a passkey",
  adding: "Adding",
  notNow: "Not now",
  hint: "You can always add one later, on the Security page.",
  added: (name: string) => `${name} added`,
  addedText: "Next time you can sign in with it.",
};
