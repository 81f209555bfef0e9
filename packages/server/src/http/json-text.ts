/** What no body needs more of: the longest are an allowlist of a thousand ranges, and what an authenticator attests. */
const most = { depth: 12, parts: 30_000, keys: 100, keyLength: 128, textLength: 48 * 1024 };

/** A JSON text read, or what is wrong with it in words. */
export type ReadJson = { readonly json: unknown } | { readonly fault: string };

/**
 * Reads JSON within bounds, and only where it says one thing: of a key given twice readers take the first or the last, and
 * whoever stands before this server may have taken the other. `__proto__` is nobody's key.
 */
export function readJson(text: string, longestText = most.textLength): ReadJson {
  const fault = findFault(text, longestText);
  if (fault !== undefined) return { fault };
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return { fault: "The body is not valid JSON in UTF-8." };
  }
}

// A text that never ends is one part too: nothing is looked at twice, whatever is sent.
const parts = /"[^"\\]*(?:\\.?[^"\\]*)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs;

/** Counts what `JSON.parse` will make of a text. What is no JSON at all is left for it to refuse. */
function findFault(text: string, longestText: number): string | undefined {
  const open: (Set<string> | null)[] = [];
  let [count, last] = [0, ""];
  for (const [part] of text.matchAll(parts)) {
    if (++count > most.parts) return "The body has too many parts.";
    if (part === "{" || part === "[") open.push(part === "{" ? new Set() : null);
    else if (part === "}" || part === "]") open.pop();
    if (open.length > most.depth) return `The body is nested more than ${most.depth} deep.`;
    const keys = open.at(-1);
    const isKey = keys && part[0] === '"' && (last === "{" || last === ",");
    const fault = isKey ? noteKey(keys, part) : part.length > longestText ? "A text is too long." : undefined;
    if (fault !== undefined) return fault;
    last = part;
  }
  return undefined;
}

function noteKey(keys: Set<string>, quoted: string): string | undefined {
  if (quoted.length > most.keyLength) return `A key is longer than ${most.keyLength} characters.`;
  const key = unquote(quoted);
  if (key === "__proto__") return "A key is called __proto__.";
  if (keys.has(key)) return `The key ${quoted} is given twice.`;
  return keys.add(key).size > most.keys ? `An object has more than ${most.keys} keys.` : undefined;
}

// `"\u0061"` and `"a"` are one key.
function unquote(quoted: string): string {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}
