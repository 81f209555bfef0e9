/** How many statements a connection keeps: more than there are texts of ours, and a bound should one be made from what somebody sent. */
export const mostStatements = 1000;

/** Keeps what was made for a text; of more than fit, what was not asked for the longest goes. */
export function keepStatements<Made extends object>(make: (text: string) => Made, most = mostStatements) {
  const kept = new Map<string, Made>();
  return {
    get(text: string): Made {
      const known = kept.get(text);
      const made = known ?? make(text);
      // To the end of the order, of which the first goes.
      if (known) kept.delete(text);
      kept.set(text, made);
      const [oldest = text] = kept.size > most ? kept.keys() : [];
      if (kept.size > most) kept.delete(oldest);
      return made;
    },
    get size(): number {
      return kept.size;
    },
  };
}
