import { findUnreadable, isVisible } from "../names/readable.ts";

const mostLetters = 100;

/** What somebody is called here at first: as the provider says, if they could call themselves so, else by their address. */
export function decideName(said: string | null, address: string): string {
  const name = [...(said ?? "").trim().normalize("NFC")].slice(0, mostLetters).join("").slice(0, mostLetters).trim();
  const fits = name !== "" && isVisible(name) && findUnreadable(name) === undefined;
  return fits ? name : address.slice(0, address.lastIndexOf("@")).slice(0, mostLetters);
}
