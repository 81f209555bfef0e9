import type { Attributes, RoleRule } from "../vocabulary/sso.ts";

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

type Ruled = Pick<RoleRule, "attribute" | "equals">;
type Kept = Record<string, readonly string[]>;

/** What a provider says of somebody, as far as it is kept. */
export interface KeptAttributes {
  readonly attributes: Attributes;
  /** There was more: rules that are made later cannot be tried on it. */
  readonly isCut: boolean;
}

/**
 * What role rules may read of a provider's word: texts and lists of texts, within bounds. What the rules in force look for is kept
 * first, so that nobody is raised or held by what else is said of them.
 */
export function toAttributes(said: Readonly<Record<string, unknown>>, rules: readonly Ruled[]): KeptAttributes {
  const kept = whatRulesFind(said, rules);
  let bytes = Buffer.byteLength(JSON.stringify(kept));
  let isCut = false;
  for (const [name, value] of Object.entries(said)) {
    const all = textsOf(value);
    if (ofProtocol.has(name) || all.length === 0) continue;
    const fitting = all.filter((text) => text.length <= mostLetters);
    const values = [...new Set([...(kept[name] ?? []), ...fitting])].slice(0, mostValues);
    const length = Buffer.byteLength(JSON.stringify([name, values]));
    const isRoom = Object.hasOwn(kept, name) || Object.keys(kept).length < mostNames;
    const fits = name.length <= mostLetters && bytes + length <= mostBytes && isRoom;
    isCut ||= !fits || fitting.length < all.length || all.length > mostValues;
    if (!fits || values.length === 0) continue;
    bytes += length;
    kept[name] = values;
  }
  return { attributes: kept, isCut };
}

// Names are the provider's: none of them may be found where nobody wrote it.
function whatRulesFind(said: Readonly<Record<string, unknown>>, rules: readonly Ruled[]): Kept {
  const found = Object.create(null) as Kept;
  for (const { attribute, equals } of rules) {
    if (ofProtocol.has(attribute) || !Object.hasOwn(said, attribute)) continue;
    if (textsOf(said[attribute]).includes(equals)) found[attribute] = [...(found[attribute] ?? []), equals];
  }
  return found;
}

function textsOf(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all
    .flatMap((each) =>
      typeof each === "string" ? [each] : typeof each === "number" || typeof each === "boolean" ? [String(each)] : [],
    )
    .filter((text) => text !== "");
}
