import { ConfigError } from "../../../config/config-error.ts";
import type { BreachedSource } from "../../../config/settings/passwords.ts";
import { sha1 } from "../../../crypto/hash.ts";
import type { BreachedPasswords } from "../../../services.ts";
import { askRange } from "./ask-range.ts";
import { openFilter } from "./read-filter.ts";

const toldEvery = 60_000;

/** Opens what tells whether a password became public elsewhere; null where nothing is set. */
export async function openBreached(source: BreachedSource | undefined): Promise<BreachedPasswords | null> {
  if (!source) return null;
  if (source.kind === "range")
    return { isLocal: false, ...limited(), find: (password) => findIn((hash) => askRange(source.url, hash), password) };
  const filter = await openFilter(source.path).catch((error: unknown) => {
    throw new ConfigError(`MORTISE_BREACHED_PASSWORDS: ${source.path} cannot be used. ${(error as Error).message}`);
  });
  const has = (hash: string): Promise<boolean | undefined> => filter.has(hash).catch(() => undefined);
  return { isLocal: true, ...limited(), find: (password) => findIn(has, password), close: () => filter.close() };
}

// As it was typed, and as it is compared: lists have both. Asked at once, so that the time is bounded once.
async function findIn(
  ask: (hash: string) => Promise<boolean | undefined>,
  password: string,
): ReturnType<BreachedPasswords["find"]> {
  const forms = [...new Set([password, password.normalize("NFC"), password.normalize("NFKC")])];
  const answers = await Promise.all(forms.map((form) => ask(Buffer.from(sha1(form)).toString("hex").toUpperCase())));
  if (answers.includes(true)) return "breached";
  return answers.includes(undefined) ? "unknown" : "clean";
}

// A service that is away is told of once a minute, not once a password.
function limited(): Pick<BreachedPasswords, "mayTell"> {
  let toldAt = -Infinity;
  return {
    mayTell(now) {
      if (Math.abs(now - toldAt) < toldEvery) return false;
      toldAt = now;
      return true;
    },
  };
}
