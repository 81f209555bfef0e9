import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import type { Services } from "../../services.ts";
import { Unaccepted } from "../unaccepted.ts";
import { fetchJson } from "./discovery.ts";

interface Kept {
  readonly at: number;
  readonly keys: ReturnType<typeof createLocalJWKSet>;
}

const keptMs = 10 * 60_000;
/** An unknown key is asked for once more, at most so often: nobody makes us ask a provider without end. */
const pauseMs = 10_000;
const mostKept = 500;
const keptBy = new WeakMap<object, Map<string, Kept>>();

/** A provider's keys; an unknown `kid` makes them be read once more. Throws `Unaccepted`. */
export function keysOf(services: Services, jwksUri: string): JWTVerifyGetKey {
  const kept = keptBy.get(services.database) ?? new Map<string, Kept>();
  keptBy.set(services.database, kept);
  const read = async (): Promise<Kept> => {
    const keys = await readKeys(services, jwksUri);
    if (kept.size >= mostKept) kept.clear();
    const fresh = { at: services.now(), keys };
    kept.set(jwksUri, fresh);
    return fresh;
  };
  return async (header, token) => {
    const found = kept.get(jwksUri);
    const age = found ? Math.abs(services.now() - found.at) : Infinity;
    const current = found && age < keptMs ? found : await read();
    try {
      return await current.keys(header, token);
    } catch (error) {
      const isKnown = !(error instanceof errors.JWKSNoMatchingKey) || current !== found || age < pauseMs;
      if (isKnown) throw error;
      return (await read()).keys(header, token);
    }
  };
}

async function readKeys(services: Services, jwksUri: string): Promise<ReturnType<typeof createLocalJWKSet>> {
  const said = await fetchJson(services, jwksUri, "keys");
  if (!Array.isArray(said.keys) || said.keys.length > 100)
    throw new Unaccepted(
      "keys",
      "a set of at most 100 keys",
      "something else",
      "The provider's jwks_uri does not hold a key set.",
    );
  try {
    return createLocalJWKSet(said as unknown as JSONWebKeySet);
  } catch {
    throw new Unaccepted("keys", "a set of keys", "something else", "The provider's jwks_uri does not hold a key set.");
  }
}
