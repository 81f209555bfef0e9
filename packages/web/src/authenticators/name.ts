import type { Authenticator } from "../app/api-types.ts";
import { bindText } from "./strings.ts";

/** What is wrong with a name: there must be one, and no other authenticator may have it. */
export function nameTrouble(typed: string, others: Authenticator[]): string | undefined {
  const name = typed.trim();
  if (name === "") return bindText.missingName;
  const taken = others.some((other) => other.name.toLocaleLowerCase() === name.toLocaleLowerCase());
  return taken ? bindText.nameTaken(name) : undefined;
}

/** The proposed name, numbered when it is taken. */
export function freeName(proposed: string, others: Authenticator[]): string {
  const candidates = [proposed, ...others.map((_, place) => `${proposed} ${place + 2}`)];
  return candidates.find((name) => nameTrouble(name, others) === undefined) ?? proposed;
}
