/** Whether a row lets this kind of caller in; null is nobody. */
export function decideEntry<Kind extends string>(
  { gives, callers }: { readonly gives: string; readonly callers: readonly Kind[] },
  kind: Kind | null,
): "enter" | "not-signed-in" | "not-allowed" {
  if (kind === null) return gives === "anyone" ? "enter" : "not-signed-in";
  return callers.includes(kind) ? "enter" : "not-allowed";
}
