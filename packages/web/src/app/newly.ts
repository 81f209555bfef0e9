import { useRef } from "react";
import type { Mortise } from "./api-types.ts";

/** Tells what a request made from what was there before it: noted before it is sent, asked once its answer got lost. */
export function useNewly<Item extends { id: string }>(list: (client: Mortise) => Promise<Item[]>) {
  const before = useRef<ReadonlySet<string>>(undefined);
  const note = async (client: Mortise): Promise<void> => {
    before.current = undefined;
    before.current = new Set((await list(client)).map(({ id }) => id));
  };
  const made = async (client: Mortise): Promise<Item[]> => {
    const known = before.current;
    // Nothing was sent.
    if (known === undefined) return [];
    return (await list(client)).filter(({ id }) => !known.has(id));
  };
  return { note, made };
}
