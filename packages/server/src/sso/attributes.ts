import type { Attributes } from "../vocabulary/sso.ts";

const mostNames = 60;
const mostValues = 500;
const mostLetters = 256;
/** The most of it that is kept beside an identity. */
const mostBytes = 32 * 1024;

/** What belongs to the message rather than to the person. */
const ofProtocol = new Set([
  ...[
    "iss",
    "aud",
    "exp",
    "iat",
    "nbf",
    "nonce",
    "at_hash",
    "c_hash",
    "s_hash",
    "azp",
    "jti",
    "sid",
    "rh",
    "uti",
    "ver",
    "aio",
  ],
  ...["auth_time", "amr", "acr", "session_expiry", "_claim_names", "_claim_sources", "hasgroups"],
]);

/** What role rules may read of a provider's word: texts and lists of texts, within bounds. */
export function toAttributes(said: Readonly<Record<string, unknown>>): Attributes {
  const kept: Record<string, readonly string[]> = {};
  let bytes = 0;
  for (const [name, value] of Object.entries(said)) {
    const values = textsOf(value);
    if (ofProtocol.has(name) || name.length > mostLetters || values.length === 0) continue;
    bytes += Buffer.byteLength(JSON.stringify([name, values]));
    if (bytes > mostBytes || Object.keys(kept).length >= mostNames) break;
    kept[name] = values;
  }
  return kept;
}

function textsOf(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all
    .flatMap((each) =>
      typeof each === "string" ? [each] : typeof each === "number" || typeof each === "boolean" ? [String(each)] : [],
    )
    .filter((text) => text !== "" && text.length <= mostLetters)
    .slice(0, mostValues);
}
