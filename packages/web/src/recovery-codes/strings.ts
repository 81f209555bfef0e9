export const codesText = {
  rowTitle: "Recovery codes",
  leftOf: (remaining: number, total: number) => `${remaining} of ${total} left`,
  leftInWords: (remaining: number, total: number) => `${remaining} of ${total} recovery codes left`,
  rowMeta: (left: string, created: string) => `${left}. Created ${created}. Each works once.`,
  rowLater: "We'll give you 10 when you add your first factor.",
  rowNone: "You have none. Get a set, in case you lose what you sign in with.",
  getNew: "Get new",
  get: "Get",
  codes: "codes",
  title: "Save your recovery codes",
  lead: "Each one signs you in once, without your second factor. You won't be able to see them again.",
  listLabel: "Recovery codes",
  copy: "Copy",
  copyThing: { one: "{n} recovery code", other: "{n} recovery codes" },
  download: "Download",
  print: "Print",
  advice:
    "A password manager or a printed page in a safe both work well. Don't email them to yourself or keep them only on your phone.",
  saved: "I saved these codes",
  done: "Done",
  leaveTitle: "Leave without saving?",
  leaveLead: "Your old codes no longer work and you won't see these again. If you haven't saved them, you'd have none.",
  leaveLeadFirst:
    "You won't see these again. If you haven't saved them and lose what you sign in with, you'd be locked out.",
  leave: "Leave anyway",
  back: "Back to codes",
};

export const replaceText = {
  title: "Replace your recovery codes?",
  lead: {
    one: "You'll get 10 new codes. The one you have left stops working the moment the new ones are made.",
    other: "You'll get 10 new codes. The {n} you have left stop working the moment the new ones are made.",
  },
  leadNone: "You'll get 10 new codes. Each signs you in once when you can't use what you usually sign in with.",
  titleNone: "Get recovery codes?",
  current: "Current set",
  created: (date: string) => `Created ${date}`,
  keep: "Keep current codes",
  cancel: "Cancel",
  get: "Get new codes",
  getting: "Getting codes",
  impossible: "Recovery codes come with a second factor. Add an authenticator app first.",
  saved: "New recovery codes saved",
  savedText: "Your old ones no longer work.",
};

export const fileText = {
  heading: (product: string) => `${product} recovery codes`,
  account: (email: string) => `Account: ${email}`,
  signInAt: (host: string) => `Sign in at: ${host}`,
  created: (date: string) => `Created: ${date}`,
  how: "Each code signs you in once, without your second factor. Getting a new set cancels these.",
};

export const printText = {
  label: "Recovery codes to print",
  keep: "Keep this page somewhere safe",
  title: "Recovery codes",
  account: "Account",
  signInAt: "Sign in at",
  created: "Created",
  usedOn: "Used on",
  steps: [
    "Sign in with your email and password.",
    'When asked for a second factor, choose "Try another way", then "Recovery code".',
    "Enter any unused code and tick it off. Each code works once.",
  ],
  foot: "Getting a new set cancels this one. If this page is lost or seen by someone else, get new codes in Settings, Security. Nobody from support will ever ask you for a code.",
};
