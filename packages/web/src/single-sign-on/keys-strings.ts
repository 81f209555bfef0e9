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
  fingerprint: "Fingerprint (SHA-256)",
  replace: "Make a new one",
  sureTitle: "Make a new certificate?",
  sureText:
    "From then on our requests are signed with it. If your provider checks them with a copy, it refuses sign-ins until you have given it the new one: have its console open, and upload it at once.",
  sureMetadata: "A provider that reads our metadata takes it over by itself.",
  keep: "Not now",
  replacing: "Making it",
  madeTitle: "A new certificate is in use",
  madeText: "If your provider keeps a copy of ours, upload the new one there now. Our metadata has it.",
  done: "Done",
};
