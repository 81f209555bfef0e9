/** Whether numbers of a country may get text messages; an empty list allows all. */
export function decideCountry(country: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.includes(country);
}

/**
 * Whether a number of this type is a phone in somebody's hand. Voice over IP is none (NIST SP 800-63B: it proves no
 * device), and what costs the sender more than a message is how numbers are rented to collect fees.
 */
export function decideNumberType(type: string | undefined): boolean {
  return type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE";
}
