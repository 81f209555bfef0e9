import type { Factor } from "../../vocabulary/kinds.ts";
import type { SecondFactorTrust } from "../../vocabulary/sso.ts";
import { factorsAsserted } from "./factors.ts";

/** What a connection counts. */
export interface Trusting {
  readonly trustSecondFactor: SecondFactorTrust;
  /** Methods that must all be named. */
  readonly requiredAmr: readonly string[] | null;
  /** Levels of which one must be named. */
  readonly requiredAcr: readonly string[] | null;
}

/** What a provider says of how somebody proved themselves. */
export interface Asserted {
  readonly amr: readonly string[];
  readonly acr: readonly string[];
}

const one: readonly Factor[] = ["knowledge"];

/**
 * What counts here of what a provider asked for. It is one factor, whichever it was, unless the connection trusts its word for two,
 * what it must say is said, and what it says is known to mean two.
 */
export function decideCountedFactors(trusting: Trusting, { amr, acr }: Asserted): readonly Factor[] {
  if (trusting.trustSecondFactor === "never") return one;
  if (trusting.requiredAmr?.some((each) => !amr.includes(each))) return one;
  if (trusting.requiredAcr && !trusting.requiredAcr.some((each) => acr.includes(each))) return one;
  const factors = factorsAsserted([...amr, ...acr]);
  return factors.length > 1 ? factors.slice(0, 2) : one;
}
