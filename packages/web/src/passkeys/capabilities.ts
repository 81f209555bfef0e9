import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  getBrowserCapabilities,
  platformAuthenticatorIsAvailable,
} from "@simplewebauthn/browser";

/** Whether passkeys can be spoken of at all here. Without it, no button for one is drawn. */
export function knowsPasskeys(): boolean {
  return browserSupportsWebAuthn();
}

/** Whether the email field may offer passkeys. */
export function canAutofillPasskeys(): Promise<boolean> {
  return browserSupportsWebAuthnAutofill().catch(() => false);
}

/** Whether this very device can make and keep a passkey. */
export async function canKeepPasskey(): Promise<boolean> {
  return knowsPasskeys() && (await platformAuthenticatorIsAvailable().catch(() => false));
}

/** Whether the browser may make one by itself, after a password it has filled in. */
export async function canMakeSilently(): Promise<boolean> {
  const capabilities = await getBrowserCapabilities().catch(() => undefined);
  return capabilities?.conditionalCreate === "supported";
}
