import type { Role } from "../app/api-types.ts";

export const invitationText = {
  tab: "Invitation",
  title: (organization: string) => `Join ${organization}`,
  invitedBy: "{person} invited {email}.",
  invited: "{email} is invited.",
  role: "Your role",
  until: "Open until",
  adminsTitle: "What its admins will be able to do",
  see: "See your name, address, what protects your account and when you last signed in.",
  ask: "Ask for a second factor, and set how long you stay signed in.",
  end: "Sign you out, ask for a new password, and end your membership.",
  never: "They never see or set your password or anything else you sign in with.",
  join: (organization: string) => `Join ${organization}`,
  joining: "Joining",
  joined: (organization: string) => `You've joined ${organization}`,
  as: "You're signed in as {email}.",
  otherTitle: "You're signed in with another address",
  otherText: "This invitation was sent to {invited}, and you're signed in as {mine}. Sign out to go on with it.",
  signOut: "Sign out",
  signingOut: "Signing out",
  notNow: "Not now",
  signIn: "Sign in to join",
  signUp: "Create an account to join",
  anyAccount: "Join with the account of {email}. If there is none yet, create it.",
  loading: "Loading the invitation",
  loadFailed: "We couldn't load the invitation",
  deadTitle: "This invitation doesn't work any more",
  deadLead:
    "It was used, taken back or has expired. If you joined with it, you're a member. Else ask whoever invited you for a new one.",
  noTokenTitle: "Open the link from your email",
  noTokenLead: "To join, use the whole link of the invitation we sent you.",
  noTokenSignedIn: "You're signed in. To join, open the link of the invitation we sent you once more.",
  toSignIn: "Sign in",
  toSecurity: "Go to Security",
};

export const invitedRole: Record<Role, string> = {
  owner: "Owner: you'll be able to do everything there.",
  admin: "Admin: you'll manage members, workspaces and policies, and read the audit log.",
  member: "Member: you'll belong there, and manage nothing.",
  auditor: "Auditor: you'll read and export the audit log.",
};
