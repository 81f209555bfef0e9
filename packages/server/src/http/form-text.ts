/** So many fields has no form that is meant for us. */
const mostFields = 32;
const longestName = 64;

/**
 * Reads a form's fields (`application/x-www-form-urlencoded`). Of a name given twice readers take the first or the last, so whoever
 * sends it twice says nothing.
 */
export function readFields(text: string): { readonly json: Record<string, string> } | { readonly fault: string } {
  const pairs = text.split("&", mostFields + 1);
  if (pairs.length > mostFields) return { fault: "The form has too many fields." };
  const fields = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = decode(at < 0 ? "" : pair.slice(at + 1));
    if (name === undefined || value === undefined) return { fault: "The form is not valid UTF-8." };
    if (name === "" || name.length > longestName) return { fault: "A field has no name, or too long a one." };
    if (fields.has(name)) return { fault: "A field is given twice." };
    fields.set(name, value);
  }
  return { json: Object.fromEntries(fields) };
}

// URLSearchParams would put U+FFFD for what it cannot read, and go on.
function decode(written: string): string | undefined {
  try {
    return decodeURIComponent(written.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
