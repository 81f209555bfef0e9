import type { AlertCategory } from "../app/api-types.ts";

export const preferencesText = {
  title: "Security alerts",
  lead: "We'll tell you when something on your account changes or looks wrong.",
  caption: "Security alert preferences",
  alert: "Alert",
  email: "Email",
  inApp: "In app",
  always: "Always",
  switchOf: (channel: string, category: string) => `${channel}: ${category}`,
  on: (channel: string, category: string) => `${channel} alerts are on: ${category}`,
  off: (channel: string, category: string) => `${channel} alerts are off: ${category}`,
  undo: "Undo",
  failed: (category: string) => `Couldn't change alerts for ${category}`,
  stillAsItWas: (trouble: string) => `It's as it was before. ${trouble}`,
  loading: "Loading your alert preferences",
  loadFailed: "We couldn't load your alert preferences",
};

/** What people are told of: its name, its name within a sentence, and when it comes. */
export const categoryText: Record<AlertCategory, { title: string; inSentence: string; meta: string }> = {
  "new-device": {
    title: "New device or browser",
    inSentence: "new device or browser",
    meta: "The first sign-in from somewhere we haven't seen",
  },
  "new-location": {
    title: "New location",
    inSentence: "new location",
    meta: "A sign-in from a country or region not seen in 90 days",
  },
  "failed-sign-ins": {
    title: "Several failed sign-ins",
    inSentence: "several failed sign-ins",
    meta: "Five in a day; after that at most one email an hour",
  },
  password: {
    title: "Password or email address changed",
    inSentence: "password or email address changed",
    meta: "Also when someone asks to delete the account",
  },
  authenticators: {
    title: "Ways to sign in changed",
    inSentence: "ways to sign in changed",
    meta: "Passkeys, second factors and recovery codes",
  },
  sessions: {
    title: "Sessions on hold or signed out",
    inSentence: "sessions on hold or signed out",
    meta: "When a session doesn't look like you or is ended for you, or a device skips the second step",
  },
  "api-keys": {
    title: "API keys",
    inSentence: "API keys",
    meta: "Created, replaced or revoked",
  },
  organizations: {
    title: "Your organizations",
    inSentence: "your organizations",
    meta: "Your role or membership changes; for owners also policies, owners and break-glass",
  },
};

export const bellText = {
  open: "Alerts",
  openUnread: { one: "Alerts, {n} unread", other: "Alerts, {n} unread" },
  title: "Alerts",
  unread: "Unread",
  markAll: "Mark all as read",
  marking: "Marking",
  markedAll: "All alerts are read.",
  markFailed: "Couldn't mark the alerts as read",
  toActivity: "All activity",
  preferences: "Choose alerts",
  none: "No alerts yet",
  noneText: "New devices, failed sign-ins and changes to your account show up here.",
  loading: "Loading your alerts",
  loadFailed: "We couldn't load your alerts",
  arrived: { one: "{n} new security alert", other: "{n} new security alerts" },
  manyUnread: "99+",
};
