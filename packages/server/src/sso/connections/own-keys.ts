import { makeSelfSigned } from "../../crypto/self-signed.ts";
import { seal, unseal } from "../../crypto/seal.ts";
import type { Reader } from "../../database/database.ts";
import type { SealedPlace } from "../../reseal-rows.ts";
import type { Services, Work, World } from "../../services.ts";
import { insertOwnKey, listCountingKeyRows, type OwnKeyRow, setRetires } from "./own-keys.sql.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** Providers check no name in it, and few its end: ten years, as most service providers' do. */
const lifeMs = 3652 * dayMs;
/** Beside a new one the old one counts on for so long. */
export const overlapMs = 30 * dayMs;

/** Makes a key of our own for a connection: requests are signed with it, and assertions encrypted for it. Takes a moment. */
export async function makeOwnKey(services: Services, connectionId: string): Promise<OwnKeyRow> {
  const { random, now, newId, keys } = services;
  const at = now();
  const terms = { commonName: connectionId, notBefore: at - dayMs, notAfter: at + lifeMs };
  const { certificatePem: pem, privateKeyPem } = await makeSelfSigned(random, terms);
  const id = newId("ckey");
  const sealedKey = seal(keys, random, Buffer.from(privateKeyPem), id);
  return { id, connectionId, pem, sealedKey, createdAt: at, notAfter: terms.notAfter, retiresAt: null, retiredAt: null };
}

/** Keeps a new key; those of before count on for a month. */
export async function keepOwnKey(work: Work, row: OwnKeyRow): Promise<void> {
  await insertOwnKey(work.tx, row);
  await setRetires(work.tx, row.connectionId, row.id, work.now() + overlapMs);
}

/** One of our keys that counts. The private key is a secret. */
export interface OwnKey {
  readonly id: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly createdAt: number;
  readonly retiresAt: number | null;
}

/** Our keys of a connection that count now, the newest first: with that one requests are signed. */
export async function listOwnKeys({ keys, now }: World, read: Reader, connectionId: string): Promise<OwnKey[]> {
  const rows = await listCountingKeyRows(read, connectionId, now());
  return rows.map(({ id, pem, sealedKey, createdAt, retiresAt }) => ({
      ...{ id, certificatePem: pem, createdAt, retiresAt },
      privateKeyPem: Buffer.from(unseal(keys, sealedKey, id)).toString("utf8"),
    }));
}

export const sealedOwnKeys: SealedPlace = {
  table: "connectionKeys",
  id: "id",
  column: "sealedKey",
  words: ["key of a SAML connection", "keys of SAML connections"],
};
