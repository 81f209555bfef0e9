import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import type { Services } from "../../services.ts";
import { Unaccepted } from "../unaccepted.ts";
import { fetchJson } from "./discovery.ts";
import { ProviderMemory } from "./provider-memory.ts";

/** An unknown key is asked for once more, at most so often: nobody makes us ask a provider without end. */
const pauseMs = 10_000;
const memory = new ProviderMemory<ReturnType<typeof createLocalJWKSet>>();

/** A provider's keys; an unknown `kid` makes them be read once more. Throws `Unaccepted`. */
export function keysOf(services: Services, jwksUri: string): JWTVerifyGetKey {
  const read = () => memory.ask(services, jwksUri, () => readKeys(services, jwksUri));
  return async (header, token) => {
    const found = memory.find(services, jwksUri);
    const current = found ?? (await read());
    try {
      return await current.value(header, token);
    } catch (error) {
      const isRecent = Math.abs(services.now() - current.at) < pauseMs;
      if (!(error instanceof errors.JWKSNoMatchingKey) || !found || isRecent) throw error;
      return (await read()).value(header, token);
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
