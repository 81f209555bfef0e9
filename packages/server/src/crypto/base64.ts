export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** Standard base64 with its padding, in its one spelling; undefined for anything else. */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
}
