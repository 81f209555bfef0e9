/** Words of our own keys of a SAML connection. */
export const keysText = {
  entry: "Our certificates",
  title: (name: string) => `Our certificates for ${name}`,
  lead: "Your provider checks our requests with them, and encrypts its answers for them. Most need nothing from you.",
  loadFailed: "We couldn't load the certificates",
  inUse: "In use",
  replaced: (day: string) => `Replaced. Opens answers until ${day}`,
  made: (day: string, ends: string) => `Made ${day}, ends ${ends}`,
  metadata: "Our metadata has all of them",
  when: "Make a new one before the one in use ends, or when your provider asks for it.",
  replace: "Make a new one",
  replacing: "Making it",
  madeTitle: "A new certificate is in use",
  madeText: "If your provider keeps a copy of ours, give it the new one now.",
  done: "Done",
};
