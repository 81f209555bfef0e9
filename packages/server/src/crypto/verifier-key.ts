import { verifyEd25519 } from "./ed25519.ts";
import { sha256Of } from "./hash.ts";
import { fromBase64, toBase64 } from "./base64.ts";

/** A key whose signatures are believed. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: Uint8Array;
  verify(text: string, signature: Uint8Array): boolean;
}

/** What a key of the C2SP signed-note form signs: notes themselves, or, with a time, what a witness has seen. */
export const keyKinds = { log: 0x01, witness: 0x04 } as const;
export type KeyKind = keyof typeof keyKinds;

/** A public key and the name it signs under. */
export interface VerifierKey {
  readonly kind: KeyKind;
  readonly name: string;
  readonly publicKey: Uint8Array;
}

/** The first four bytes of SHA-256 over the name, a line feed, the kind and the key. */
export function keyIdOf({ kind, name, publicKey }: VerifierKey): Uint8Array {
  return sha256Of(Buffer.from(`${name}\n`), Uint8Array.of(keyKinds[kind]), publicKey).subarray(0, 4);
}

/** `name+hash+key`, as C2SP writes a key others are to verify with. */
export function formatVerifierKey(key: VerifierKey): string {
  const encoded = toBase64(Buffer.concat([Uint8Array.of(keyKinds[key.kind]), key.publicKey]));
  return `${key.name}+${Buffer.from(keyIdOf(key)).toString("hex")}+${encoded}`;
}

/** Reads one; undefined when it is malformed, its hash is not that of its key, or its kind is not known here. */
export function readVerifierKey(text: string): VerifierKey | undefined {
  const [, name, hash, encoded = ""] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  const bytes = fromBase64(encoded);
  if (!name || bytes?.length !== 33) return undefined;
  const kind = bytes[0] === keyKinds.log ? "log" : bytes[0] === keyKinds.witness ? "witness" : undefined;
  if (!kind) return undefined;
  const key: VerifierKey = { kind, name, publicKey: bytes.subarray(1) };
  return Buffer.from(keyIdOf(key)).toString("hex") === hash ? key : undefined;
}

/** Verifies what a log's key signs: the text of the note. */
export function logVerifier(key: VerifierKey): NoteVerifier {
  return {
    name: key.name,
    keyId: keyIdOf(key),
    verify: (text, signature) => verifyEd25519(key.publicKey, text, signature),
  };
}
