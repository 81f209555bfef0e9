/** The WebAuthn library, loaded when first needed: it takes as long as the rest of the server. */
export interface WebAuthnLibrary {
  readonly verify: typeof import("@simplewebauthn/server");
  readonly read: typeof import("@simplewebauthn/server/helpers");
}

let loaded: Promise<WebAuthnLibrary> | undefined;

export function loadLibrary(): Promise<WebAuthnLibrary> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<WebAuthnLibrary> {
  // A package below the library wants it first; in a bundle the library's own import of it comes too late.
  await import("reflect-metadata");
  const [verify, read] = await Promise.all([
    import("@simplewebauthn/server"),
    import("@simplewebauthn/server/helpers"),
  ]);
  return { verify, read };
}

/**
 * Reads one CBOR item; undefined where the library will not: two equal keys, simple values, numbers beyond 2^53. Whoever sends that
 * gets a refusal, and no fault.
 */
export async function readCbor(bytes: Uint8Array): Promise<unknown> {
  const { isoCBOR } = (await loadLibrary()).read;
  try {
    return isoCBOR.decodeFirst(new Uint8Array(bytes));
  } catch {
    return undefined;
  }
}
