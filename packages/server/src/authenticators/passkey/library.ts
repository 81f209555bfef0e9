/** The WebAuthn library, loaded when first needed: it takes as long as the rest of the server. */
export interface WebAuthnLibrary {
  readonly verify: typeof import("@simplewebauthn/server");
  readonly read: typeof import("@simplewebauthn/server/helpers");
}

let loaded: Promise<WebAuthnLibrary> | undefined;

export function loadLibrary(): Promise<WebAuthnLibrary> {
  loaded ??= Promise.all([import("@simplewebauthn/server"), import("@simplewebauthn/server/helpers")]).then(
    ([verify, read]) => ({ verify, read }),
  );
  return loaded;
}
