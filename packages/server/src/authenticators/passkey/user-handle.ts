/** The account's id is its user handle (WebAuthn L3 §5.4.3): opaque, and never an address or a name. */
export function userHandleOf(accountId: string): string {
  return Buffer.from(accountId).toString("base64url");
}
