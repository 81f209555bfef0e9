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

/** What a provider says of somebody, and whether there was more than is kept: then nothing follows from what is missing. */
export interface KeptAttributes {
  readonly attributes: Attributes;
  readonly isCut: boolean;
}

/** What role rules may read of a provider's word: texts and lists of texts, within bounds. */
export function toAttributes(said: Readonly<Record<string, unknown>>): KeptAttributes {
  // Names are the provider's: none of them may be found where nobody wrote it.
  const kept = Object.create(null) as Record<string, readonly string[]>;
  let bytes = 0;
  let isCut = false;
  for (const [name, value] of Object.entries(said)) {
    const all = textsOf(value);
    if (ofProtocol.has(name) || all.length === 0) continue;
    const values = all.filter((text) => text.length <= mostLetters).slice(0, mostValues);
    const length = Buffer.byteLength(JSON.stringify([name, values]));
    const fits = name.length <= mostLetters && bytes + length <= mostBytes && Object.keys(kept).length < mostNames;
    isCut ||= !fits || values.length < all.length;
    if (!fits || values.length === 0) continue;
    bytes += length;
    kept[name] = values;
  }
  return { attributes: kept, isCut };
}

function textsOf(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all
    .flatMap((each) =>
      typeof each === "string" ? [each] : typeof each === "number" || typeof each === "boolean" ? [String(each)] : [],
    )
    .filter((text) => text !== "");
}
