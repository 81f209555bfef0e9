import { seal, unseal } from "../../crypto/seal.ts";
import type { SealedPlace } from "../../reseal-rows.ts";
import type { World } from "../../services.ts";

/** Seals a provider's client secret for one revision of one connection. */
export function sealClientSecret({ keys, random }: World, connectionId: string, secret: string): Uint8Array {
  return seal(keys, random, Buffer.from(secret), connectionId);
}

export function unsealClientSecret({ keys }: World, connectionId: string, sealed: Uint8Array | null): string | null {
  return sealed === null ? null : Buffer.from(unseal(keys, sealed, connectionId)).toString("utf8");
}

/** Client secrets at providers: those in use, and those that wait for a test. */
export const sealedClientSecrets: readonly SealedPlace[] = (["sealedSecret", "sealedPendingSecret"] as const).map(
  (column) => ({
    table: "connections",
    id: "id",
    column,
    words: ["client secret", "client secrets"],
  }),
);
