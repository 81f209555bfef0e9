import type { Authenticator, Authenticators } from "../app/api-types.ts";
import type { IconName } from "../parts/icon.tsx";

/** What people call it: a security key is a passkey to the server, and another thing in the hand. */
export type Noun = "totp" | "passkey" | "security-key" | "phone";

/** Every authenticator that has a name of its own, as the pages list them. */
export function allOf({ passkeys, totp, phones }: Authenticators): Authenticator[] {
  return [...passkeys.filter((passkey) => !passkey.securityKey), ...totp, ...keysOf({ passkeys }), ...phones];
}

export function keysOf({ passkeys }: Pick<Authenticators, "passkeys">) {
  return passkeys.filter((passkey) => passkey.securityKey);
}

export function nounOf(authenticator: Authenticator): Noun {
  if (authenticator.kind !== "passkey") return authenticator.kind;
  return authenticator.securityKey ? "security-key" : "passkey";
}

const icons: Record<Noun, IconName> = { totp: "phone", passkey: "passkey", "security-key": "usb", phone: "message" };

export function iconOf(authenticator: Authenticator): IconName {
  return icons[nounOf(authenticator)];
}
