import type { MemberItem, Role } from "../app/api-types.ts";
import type { ConfirmedAct, MemberAct } from "./member-acts.ts";

export const membersText = {
  title: "Members",
  tab: (organization: string) => `Members of ${organization}`,
  lead: "Who belongs here, what protects their accounts, and who is invited.",
  settings: "Organization settings",
  listTitle: "People",
  caption: "Members of the organization",
  filters: "Filter members",
  search: "Search by name or address",
  role: "Role",
  anyRole: "Any role",
  status: "Status",
  anyStatus: "Any status",
  active: "Active",
  suspended: "Suspended",
  protection: "Protection",
  anyProtection: "Any protection",
  clear: "Clear filters",
  member: "Member",
  lastSignIn: "Last sign-in",
  never: "Never",
  sessions: { one: "{n} session", other: "{n} sessions" },
  noSessions: "No sessions",
  workspaces: "Workspaces",
  noWorkspaces: "None",
  actions: "Actions",
  you: "You",
  breakGlass: "Break-glass",
  bindBy: "Must set up a second factor by {date}",
  shown: { one: "{n} member", other: "{n} members" },
  shownOfMore: { one: "{n} member, and more", other: "The newest {n} members" },
  moreFailed: "Couldn't load more members",
  loading: "Loading members",
  loadFailed: "We couldn't load the members",
  noMatches: "No members match",
  noMatchesText: "Nobody here fits these filters.",
};

export const roleText: Record<Role, string> = {
  owner: "Owner",
  admin: "Admin",
  member: "Member",
  auditor: "Auditor",
};

/** What a role may do, in one line. */
export const roleMeaning: Record<Role, string> = {
  owner: "Everything, and makes other owners.",
  admin: "Manages members, workspaces and policies, and reads the audit log.",
  member: "Belongs to the organization, and manages nothing in it.",
  auditor: "Reads and exports the audit log, nothing else.",
};

export const protectionText: Record<MemberItem["protection"], string> = {
  "password-only": "Password only",
  "single-sign-on": "Single sign-on",
  "two-factor": "Second factor",
  "phishing-resistant": "Passkey",
};

/** In the menu of a member. */
export const actText: Record<MemberAct, string> = {
  role: "Change role",
  "end-sessions": "Sign out everywhere",
  "password-reset": "Ask for a new password",
  transfer: "Make owner in my place",
  restore: "Restore",
  suspend: "Suspend",
  remove: "Remove from organization",
};

interface ConfirmationWords {
  title: (name: string) => string;
  lead: string;
  effects: (organization: string) => string[];
  submit: string;
  busy: string;
  done: (name: string) => string;
}

export const confirmationText: Record<ConfirmedAct, ConfirmationWords> = {
  "end-sessions": {
    title: (name) => `Sign ${name} out everywhere?`,
    lead: "Every device they're signed in on is signed out at once.",
    effects: () => ["They can sign in again straight away.", "Unsaved work in other apps may be lost."],
    submit: "Sign out everywhere",
    busy: "Signing out",
    done: (name) => `${name} signed out everywhere`,
  },
  "password-reset": {
    title: (name) => `Ask ${name} for a new password?`,
    lead: "Their password stops working now, everywhere they use this account.",
    effects: () => ["We mail them a link to choose a new one.", "You never see or choose it."],
    submit: "Ask for a new password",
    busy: "Asking",
    done: (name) => `${name} was asked for a new password`,
  },
  suspend: {
    title: (name) => `Suspend ${name}?`,
    lead: "They can't act here until someone restores them.",
    effects: (organization) => [
      `They're kept out of ${organization} at their next request.`,
      "Their account goes on, and so do their role and workspaces here.",
    ],
    submit: "Suspend",
    busy: "Suspending",
    done: (name) => `${name} suspended`,
  },
  restore: {
    title: (name) => `Restore ${name}?`,
    lead: "They can act here again, with the role and workspaces they had.",
    effects: () => [],
    submit: "Restore",
    busy: "Restoring",
    done: (name) => `${name} restored`,
  },
  transfer: {
    title: (name) => `Make ${name} an owner in your place?`,
    lead: "They become an owner, and you become an admin.",
    effects: () => [
      "Only an owner can make you an owner again.",
      "As an admin you still manage members, workspaces and policies.",
    ],
    submit: "Hand over ownership",
    busy: "Handing over",
    done: (name) => `${name} is an owner now, and you're an admin`,
  },
  remove: {
    title: (name) => `Remove ${name}?`,
    lead: "They lose their place here at once.",
    effects: (organization) => [
      `They're taken out of every workspace of ${organization}.`,
      "Their account goes on. To come back they need a new invitation.",
    ],
    submit: "Remove from organization",
    busy: "Removing",
    done: (name) => `${name} removed`,
  },
};

export const memberDialogText = {
  cancel: "Cancel",
  gone: "This person isn't a member any more",
  close: "Close",
  refused: "That can't be done",
  refusedLead: "Your role here doesn't include it, or it was done already.",
  roleTitle: (name: string) => `Change the role of ${name}`,
  roleLead: "Holds from their next request on.",
  stepDownLead: "You'd give up your own place as an owner. Only another owner can give it back.",
  roleSave: "Change role",
  roleSaving: "Changing",
  roleDone: (name: string, role: string) => `${name}: ${role}`,
};
