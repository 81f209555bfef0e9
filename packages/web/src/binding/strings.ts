import type { Kind } from "../app/api-types.ts";

export const bindingText = {
  tab: "Set up a second factor",
  titleFactor: "Set up a second factor to go on",
  titleKey: "Set up a passkey or security key to go on",
  leadFactor: (organization: string) => `${organization} requires a second factor. It takes a minute.`,
  leadKey: (organization: string) => `${organization} requires a passkey or security key. It takes a minute.`,
  codes: { one: "You have {n} recovery code left.", other: "You have {n} recovery codes left." },
  after: "Afterwards you go on where you were.",
  signOut: "Sign out",
  signingOut: "Signing out",
  none: "Nothing that would do can be set up in this browser. Open this page on another device, or ask an admin of the organization.",
  loadFailed: "We couldn't load what you have",
};

export const choiceText: Record<Exclude<Kind, "password" | "recovery-code">, { title: string; meta: string }> = {
  passkey: { title: "Passkey", meta: "Your fingerprint, face or device PIN. Can't be phished." },
  totp: { title: "Authenticator app", meta: "A 6-digit code from an app on your phone." },
  phone: { title: "Text message", meta: "A code to your phone. Less secure: numbers can be taken over." },
};

export const keyChoice = { title: "Security key", meta: "A hardware key you plug in or tap." };

export const provingText = {
  tab: "Confirm it's you",
  title: "Confirm it's you to go on",
  lead: (organization: string) => `${organization} asks for stronger proof than this sign-in gave.`,
  leadUnknown: "Your organization asks for stronger proof than this sign-in gave.",
  confirm: "Confirm it's you",
  confirming: "Confirming",
};

export const enteringText = {
  tab: "Confirm it's you",
  title: "Confirm it's you to go on",
  lead: (workspace: string, organization: string) =>
    `The workspace ${workspace} of ${organization} asks for a fresh sign-in after a while. Elsewhere your session goes on.`,
  leadUnknown: "Where you're going asks for a fresh sign-in after a while. Elsewhere your session goes on.",
  confirm: "Confirm it's you",
  confirming: "Confirming",
  notNow: "Go to Security",
  refusedTitle: "You can't go on there",
  refusedLead: "Ask an admin of the organization.",
  failed: "We couldn't find out whether you may go on there",
};

export const bannerText = {
  title: (organization: string, day: string) => `${organization} requires a second factor by ${day}.`,
  titleKey: (organization: string, day: string) => `${organization} requires a passkey or security key by ${day}.`,
  text: "From then on you can only set one up until you have it.",
  setUp: "Set one up",
};

export const askedText = {
  title: "What is asked of you",
  lead: "Of several rules the strictest holds.",
  from: (organization: string) => `Asked by ${organization}`,
  fromWorkspace: (organization: string, workspace: string) => `Asked by ${organization}, workspace ${workspace}`,
  secondFactor: "Second factor",
  allowedKinds: "Allowed methods",
  rememberedDevices: "Remembered devices",
  stepUp: "Confirming it's you",
  session: "Signing in again",
  passwordPreset: "Password rules",
  ipAllowlist: "Networks",
  workspaceSessions: "Signing in again in a workspace",
};
