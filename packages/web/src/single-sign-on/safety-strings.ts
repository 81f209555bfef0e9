/** About who still gets in, and about what can't be taken away. */
export const safetyText = {
  breaks: (provider: string) => `If ${provider} breaks`,
  pair: "These 2 owners can still get in",
  pairText:
    "With a passkey or security key, for 1 hour at a time. Every owner is told each time. From there they can mend the connection or stop requiring it.",
  none: "Nobody is named yet",
  noneText: "Name 2 owners with a passkey or security key. Single sign-on can't be required before.",
  change: "Change pair",
  name: "Name 2 owners",
  ready: "Ready",
  noPasskey: "No passkey",
  noPasskeyText: "Has no passkey or security key any more, so can't get in. Name another owner.",
  owner: "Owner",
  never:
    "Nothing opens the door to passwords by itself: not an ended certificate, not a wrong setting, not an outage at the provider. People who are signed in stay signed in.",
  loadFailed: "We couldn't load who gets in",
  strandedTitle: "Single sign-on is required, and no connection is on",
  strandedText: "Only the two break-glass owners get in. Turn a connection on, or stop requiring it in the policies.",
  policies: "Open the policies",
  domainsKept: "Your domains can't be removed while people must sign in through single sign-on.",
  needed: (name: string) => `${name} is needed`,
  domainNeeded:
    "People must sign in through single sign-on, and this domain says where. Without it they'd have no way in.",
  connectionNeeded:
    "People must sign in through single sign-on, and this is the connection they use. Without it they'd have no way in.",
  stopFirst: "Stop requiring it first, under “Who must use it” in the {policies}.",
  policiesLink: "policies",
  anotherFirst: "Or turn another connection on first.",
  close: "Close",
  offMany: "1,000 people or more signed in with it in the last 30 days.",
  offPeople: {
    one: "{n} person signed in with it in the last 30 days.",
    other: "{n} people signed in with it in the last 30 days.",
  },
  offNobody: "Nobody signed in with it in the last 30 days.",
  offOwn: "They sign in with their own password or passkey again.",
  offOther: "Whoever must use single sign-on is sent to your other connection instead.",
  offNeither: "Whoever has neither asks for a link to choose a password: “Forgot password?” on the sign-in page.",
  offSessions: "Sessions opened through it are signed out.",
  offAgain: "You can turn it on again without a new test, as long as nothing changes.",
};
