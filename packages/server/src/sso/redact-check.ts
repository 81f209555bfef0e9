import { maskAddress } from "../organizations/mask-address.ts";
import type { Check } from "../vocabulary/sso.ts";

/** Checks whose `seen` is what a provider calls somebody, several names with a dot between. */
const ofNames: readonly string[] = ["name-id", "logout-name", "subject"];
const between = " · ";
/** What stands between words; an address holds none of it. */
const edges = /([\s·<>"'(),:;])/;

/** A check as far as it is kept for whoever looks later: nobody's name at the provider, and no whole address. */
export function redactCheck(check: Check): Check {
  const { name, expected, seen } = check;
  const shown = ofNames.includes(name) && seen !== "nothing" ? seen.split(between).map(maskName).join(between) : seen;
  return { ...check, expected: maskAddresses(expected), seen: maskAddresses(shown) };
}

const maskAddresses = (text: string): string =>
  text
    .split(edges)
    .map((word) => (word.includes("@") ? maskAddress(word) : word))
    .join("");

const maskName = (name: string): string =>
  name.includes("@") ? maskAddress(name) : `${[...name].slice(0, 1).join("")}…`;
