import type { Factor } from "../../vocabulary/kinds.ts";
import type { Assurance } from "../../vocabulary/proofs.ts";
import { amrAttributes, amrValues, type AssertedMethod } from "./amr-values.ts";
import { authnContexts } from "./authn-contexts.ts";
import type { SamlAttribute } from "./saml-facts.ts";

/** What an identity provider says of how somebody signed in there. */
export interface Asserted {
  /** Values of `amr`, or of the attributes that stand for it. */
  readonly amr: readonly string[];
  /** `acr`, or the classes of the AuthnContext. */
  readonly contexts: readonly string[];
}

export interface AssertedFactors {
  readonly factors: readonly Factor[];
  /** 0 where nothing was said that counts: who signed in there has proven something, and nobody knows what. */
  readonly level: Assurance;
  readonly isPhishingResistant: boolean;
}

/** The factors an identity provider asserts. A value that is not in the tables counts for nothing. */
export function decideAssertedFactors({ amr, contexts }: Asserted): AssertedFactors {
  const known = [...amr.map((each) => amrValues.get(each)), ...contexts.map((each) => authnContexts.get(each))].filter(
    (each): each is AssertedMethod => each !== undefined,
  );
  const said = new Set(known.flatMap((each) => each.factors));
  // A face alone is shown to whoever looks: it counts only with the thing that recognized it (NIST SP 800-63B §3.2.3).
  if (!said.has("possession")) said.delete("inherence");
  const level = said.size > 1 ? 2 : said.size === 1 ? 1 : 0;
  return { factors: [...said], level, isPhishingResistant: known.some((each) => each.isPhishingResistant === true) };
}

/** Methods that attributes of an assertion name, each once. */
export function decideSamlAmr(attributes: readonly SamlAttribute[]): readonly string[] {
  const named = attributes.filter(({ name }) => amrAttributes.includes(name));
  return [...new Set(named.flatMap(({ values }) => values))];
}

export interface RequiredMethods {
  /** Every one of them must be asserted. */
  readonly amr: readonly string[];
  /** One of them must be asserted; none asks for nothing. */
  readonly contexts: readonly string[];
}

/** Whether what a connection asks for was asserted: asking an identity provider is only a wish. */
export function meetsRequired({ amr, contexts }: Asserted, required: RequiredMethods): boolean {
  const isContext = required.contexts.length === 0 || required.contexts.some((each) => contexts.includes(each));
  return isContext && required.amr.every((each) => amr.includes(each));
}
