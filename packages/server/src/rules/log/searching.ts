/** How many events one search looks through; further back is another. */
export const mostSearched = 2000;

/** Whether an event is meant by a search: each of its words stands somewhere in what a reader is shown of it. */
export function decideIsMeant(search: string, shown: readonly (string | null | undefined)[]): boolean {
  const text = fold(shown.filter(Boolean).join("\n"));
  return fold(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const fold = (text: string): string => text.normalize("NFKC").toLowerCase().trim();
