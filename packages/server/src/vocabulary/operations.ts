/** Operations that ask for fresh proof, each as the rest of "confirmed, for …". */
export const operations = {
  "bind-authenticator": "adding a way to sign in",
  "unbind-authenticator": "removing a way to sign in",
  "unbind-password": "removing the password",
  "issue-recovery-codes": "getting new recovery codes",
  "turn-off-two-step": "turning two-step sign-in off",
  "change-password": "changing the password",
  "change-email": "changing the email address",
  "delete-account": "deleting the account",
  "end-other-sessions": "signing out other sessions",
  "forget-devices": "forgetting remembered devices",
  "switch-off-alerts": "switching off alerts",
  "prefer-authenticator": "changing what is asked for first at sign-in",
  "export-events": "exporting the log",
  "manage-members": "managing members",
  "change-organization": "changing an organization",
  "change-policies": "changing policies",
  "change-sso": "changing single sign-on",
  "meet-policy": "meeting an organization's policy",
  "enter-workspace": "working in a workspace",
} as const;

export type Operation = keyof typeof operations;
export const operationNames = Object.keys(operations) as [Operation, ...Operation[]];
