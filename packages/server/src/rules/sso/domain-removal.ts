import { refuse, type Refusal } from "../../problems.ts";

/** Refuses to take a domain away while people have to sign in by it: they would be left with no way in, or with the password again. */
export function decideRemoval(name: string, isNeeded: boolean): Refusal<"would-strand"> | undefined {
  if (!isNeeded) return undefined;
  return refuse("would-strand", {
    detail: `People with addresses at ${name} have to sign in with single sign-on. Lift that in the organization's policies first.`,
  });
}
