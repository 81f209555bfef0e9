import { samlCheck, type SamlCheck } from "./saml-checks.ts";
import { judgeSamlAssertion } from "./judge-saml-assertion.ts";
import type { AcceptedSaml, SamlExpected } from "./saml-expected.ts";
import type { SamlAssertionFacts, SamlFacts } from "./saml-facts.ts";
import { samlSkew } from "./saml-instants.ts";

export interface SamlJudgement {
  /** Every check that was made, failed ones too. */
  readonly checks: readonly SamlCheck[];
  /** Only where all of them passed. */
  readonly accepted?: AcceptedSaml;
}

const success = "urn:oasis:names:tc:SAML:2.0:status:Success";

/** Holds a response against what must be true before anything in it counts (SAML profiles 4.1.4.2 and 4.1.4.3, bindings 3.5). */
export function judgeSamlResponse(facts: SamlFacts, expected: SamlExpected): SamlJudgement {
  const { assertion } = facts;
  const checks = [
    ...judgeWrapper(facts, expected),
    samlCheck("one-assertion", assertion !== undefined, "one assertion", assertion ? "one" : "none"),
    ...(assertion ? judgeSamlAssertion(assertion, expected) : []),
  ];
  if (!assertion || checks.some(({ passed }) => !passed)) return { checks };
  return { checks, accepted: accept(assertion) };
}

function judgeWrapper({ response, wasEncrypted }: SamlFacts, { issuer, acsUrl, request }: SamlExpected): SamlCheck[] {
  const { status, statusMessage } = response;
  const said = [...status, ...(statusMessage === undefined ? [] : [statusMessage])].join(" · ");
  // It may be left out where the assertion speaks for itself (SAML errata E17).
  const isIssuerNeeded = response.isSigned || wasEncrypted;
  const isIssuer = response.issuer === undefined ? !isIssuerNeeded : response.issuer === issuer;
  return [
    samlCheck("status", status[0] === success, success, said),
    samlCheck("response-issuer", isIssuer, issuer, response.issuer),
    samlCheck("destination", response.destination === acsUrl, acsUrl, response.destination),
    // What answers no request must not say that it does.
    samlCheck("in-response-to", response.inResponseTo === request?.id, request?.id ?? "nothing", response.inResponseTo),
  ];
}

function accept(assertion: SamlAssertionFacts): AcceptedSaml {
  const { id, issuer, nameIds, confirmations, conditions, authentications, attributes } = assertion;
  const { at, sessionIndex, sessionNotOnOrAfter, contexts } = authentications[0]!;
  const latest = Math.min(confirmations[0]!.notOnOrAfter!, conditions!.notOnOrAfter!);
  return {
    issuer,
    subject: nameIds[0]!,
    assertionId: id,
    replayableUntil: latest + samlSkew,
    authenticatedAt: at,
    sessionIndex: sessionIndex ?? null,
    endsAt: sessionNotOnOrAfter ?? null,
    contexts,
    attributes,
  };
}
