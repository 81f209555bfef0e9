/** As much of a fingerprint as one compares by eye: "9F:3A … C1:70". */
export function shortFingerprint(fingerprint: string): string {
  const pairs = fingerprint.replaceAll(":", "").toUpperCase().match(/../g) ?? [];
  return `${pairs.slice(0, 2).join(":")} … ${pairs.slice(-2).join(":")}`;
}
