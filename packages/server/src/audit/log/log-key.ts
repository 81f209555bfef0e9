import { makeSigningKey, signEd25519 } from "../../crypto/ed25519.ts";
import { seal, unseal } from "../../crypto/seal.ts";
import type { Services, World } from "../../services.ts";
import { formatCheckpoint, type Checkpoint } from "./tree/checkpoint.ts";
import { findLogKey, holdLog, insertLogKey, type LogKeyRow } from "./log.sql.ts";
import { formatNote } from "./tree/signed-note.ts";
import { keyIdOf, type VerifierKey } from "../../crypto/verifier-key.ts";

/** Answers the log's key, made when it is first asked for. The first one made counts, whichever server made it. */
export async function getLogKey(services: Services): Promise<LogKeyRow> {
  const { read, transact, random, keys, now } = services;
  const known = await findLogKey(read);
  if (known) return known;
  const made = makeSigningKey(random);
  return transact(async (work) => {
    const { tx } = work;
    await holdLog(tx);
    const faster = await findLogKey(tx);
    if (faster) return faster;
    const origin = originOf(work);
    const sealedPrivateKey = seal(keys, random, made.privateKey, origin);
    const row = { origin, publicKey: made.publicKey, sealedPrivateKey, createdAt: now() };
    await insertLogKey(tx, row);
    return row;
  });
}

// Kept with the key: witnesses know the log by it, wherever the deployment moves.
function originOf({ config }: World): string {
  return `${new URL(config.publicUrl).host}/log`;
}

/** What others verify the log's checkpoints with. */
export function verifierKeyOf({ origin, publicKey }: Pick<LogKeyRow, "origin" | "publicKey">): VerifierKey {
  return { kind: "log", name: origin, publicKey };
}

/** Signs a checkpoint of this log: a note. */
export function signCheckpoint(services: Services, key: LogKeyRow, of: Omit<Checkpoint, "origin">): string {
  return signNote(services, key, formatCheckpoint({ ...of, origin: key.origin }));
}

/** Signs a text with the log's key: a note. */
export function signNote({ keys }: World, key: LogKeyRow, text: string): string {
  const signature = signEd25519(unseal(keys, key.sealedPrivateKey, key.origin), text);
  return formatNote(text, [{ name: key.origin, keyId: keyIdOf(verifierKeyOf(key)), signature }]);
}
