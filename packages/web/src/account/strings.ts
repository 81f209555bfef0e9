export const accountText = {
  tab: "Account",
  title: "Account",
  lead: "Your name, your email address and the organizations you belong to.",
  loading: "Loading your account",
  loadFailed: "We couldn't load your account",
  details: "Your details",
  name: "Name",
  email: "Email",
  change: "Change",
  changeName: "name",
  changeEmail: "email",
  pendingTitle: "Waiting for you to confirm a new address",
  pendingText: (email: string, current: string) =>
    `Open the link we sent to ${email}. Until then you sign in with ${current}.`,
  sendAgain: "Send again",
  sending: "Sending",
  sentAgain: (email: string) => `Sent to ${email} again`,
  sendFailed: "Couldn't send it again",
  createdTitle: "Account created",
  deleteSection: "Delete account",
  deleteTitle: "Delete this account",
  deleteMeta: "Everything is erased after 14 days. Sign in before then to keep it.",
  delete: "Delete",
  deleteObject: "account",
};

export const nameText = {
  title: "Change name",
  label: "Name",
  cancel: "Cancel",
  submit: "Save name",
  busy: "Saving",
  missing: "Enter your name.",
  changed: "Name changed",
};

export const emailText = {
  title: "Change email",
  lead: (email: string) => `You sign in with ${email} until the new address is confirmed.`,
  label: "New email",
  same: "That's your address already.",
  cancel: "Cancel",
  submit: "Send confirmation",
  sending: "Sending",
  sentTitle: "Check your inbox",
  sentLead: "We've sent a link to {email}. Open it to change your address. It works once and expires in 24 hours.",
  sentNote: "We've also told your current address.",
  done: "Done",
};

export const deleteText = {
  title: "Delete this account?",
  lead: "You'll be signed out everywhere at once. In 14 days the account is erased for good.",
  factors: {
    one: "{n} passkey or second factor stops working.",
    other: "{n} passkeys and second factors stop working.",
  },
  codes: { one: "{n} recovery code stops working.", other: "{n} recovery codes stop working." },
  history: "Your sign-in history is erased.",
  address: (email: string) => `${email} can be used for a new account afterwards.`,
  undo: "Changed your mind? Sign in within 14 days and nothing is lost.",
  keep: "Keep account",
  submit: "Delete account",
  deleting: "Deleting",
};
