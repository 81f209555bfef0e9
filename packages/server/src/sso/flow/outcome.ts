import { seal, unseal } from "../../crypto/seal.ts";
import { sha256 } from "../../crypto/hash.ts";
import { randomToken } from "../../crypto/random.ts";
import type { Vouched } from "../../vocabulary/sso.ts";
import type { Services, World } from "../../services.ts";
import { type Handoff, insertHandoff, type SsoRequest } from "./requests.sql.ts";

/** The browser has so long to come from the provider's answer to where its own cookie is seen. */
const handoffMs = 60_000;

/** Keeps an accepted answer for the browser that asked, under a token that is used once. */
export async function handOff(
  services: Services,
  { connectionId, attemptId, returnTo }: Pick<SsoRequest, "connectionId" | "attemptId" | "returnTo">,
  vouched: Vouched,
): Promise<string> {
  const { random, now, newId, keys } = services;
  const token = randomToken(random);
  const id = newId("hand");
  const row: Handoff = {
    ...{ id, tokenHash: sha256(token), connectionId, attemptId, returnTo },
    sealedOutcome: seal(keys, random, Buffer.from(JSON.stringify(vouched)), id),
    ...{ createdAt: now(), expiresAt: now() + handoffMs, spentAt: null },
  };
  await services.transact(({ tx }) => insertHandoff(tx, row), "crash");
  return token;
}

export function outcomeOf({ keys }: World, { id, sealedOutcome }: Handoff): Vouched {
  return JSON.parse(Buffer.from(unseal(keys, sealedOutcome, id)).toString("utf8")) as Vouched;
}
