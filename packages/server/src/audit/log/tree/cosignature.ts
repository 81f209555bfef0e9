import { signEd25519, verifyEd25519 } from "../../../crypto/ed25519.ts";
import type { NoteSignature } from "./signed-note.ts";
import { isOf } from "./signed-note.ts";
import { keyIdOf, type VerifierKey, type NoteVerifier } from "../../../crypto/verifier-key.ts";

const timeBytes = 8;

// What a witness signs: when, and the whole text of the checkpoint (C2SP tlog-cosignature).
const messageOf = (seconds: number, text: string): string => `cosignature/v1\ntime ${seconds}\n${text}`;

/** A witness's line under a checkpoint: it has seen it, at this time, and never one that contradicts it. */
export function cosign(key: VerifierKey, privateKey: Uint8Array, text: string, seconds: number): NoteSignature {
  const time = Buffer.alloc(timeBytes);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = Buffer.concat([time, signEd25519(privateKey, messageOf(seconds, text))]);
  return { name: key.name, keyId: keyIdOf(key), signature };
}

/** When a witness signed this text, in seconds; undefined when the line is not this witness's, or its signature is wrong. */
export function readCosignature(key: VerifierKey, text: string, line: NoteSignature): number | undefined {
  if (!isOf({ name: key.name, keyId: keyIdOf(key) }, line) || line.signature.length !== timeBytes + 64)
    return undefined;
  const bytes = Buffer.from(line.signature);
  const seconds = Number(bytes.readBigUInt64BE(0));
  return verifyEd25519(key.publicKey, messageOf(seconds, text), bytes.subarray(timeBytes)) ? seconds : undefined;
}

/** Verifies what a witness signs. */
export function witnessVerifier(key: VerifierKey): NoteVerifier {
  const { name } = key;
  const keyId = keyIdOf(key);
  return {
    name,
    keyId,
    verify: (text, signature) => readCosignature(key, text, { name, keyId, signature }) !== undefined,
  };
}
