import { samlCheck, type SamlCheck } from "./saml-checks.ts";
import type { SamlExpected } from "./saml-expected.ts";
import type { SamlAssertionFacts, SamlAuthentication, SamlConfirmation } from "./saml-facts.ts";
import { judgeSamlConditions } from "./judge-saml-conditions.ts";
import { isBegun, isOver, samlSkew, written } from "./saml-instants.ts";

const bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
const mostLetters = 1024;

export function judgeSamlAssertion(assertion: SamlAssertionFacts, expected: SamlExpected): SamlCheck[] {
  const { issuer, confirmations, authentications } = assertion;
  return [
    samlCheck("assertion-issuer", issuer === expected.issuer, expected.issuer, issuer),
    ...judgeSubject(assertion),
    ...judgeConfirmation(confirmations, expected),
    ...judgeSamlConditions(assertion.conditions, expected),
    ...judgeAuthentication(authentications, expected),
  ];
}

function judgeSubject({ nameIds, otherSubjects }: SamlAssertionFacts): SamlCheck[] {
  const { value, format } = nameIds[0] ?? { value: "" };
  const isOne = nameIds.length === 1 && otherSubjects.length === 0 && value !== "" && value.length <= mostLetters;
  const seen = [...nameIds.map((each) => each.value), ...otherSubjects].join(" · ");
  return [
    samlCheck("name-id", isOne, "one NameID", seen === "" ? undefined : seen),
    samlCheck("name-id-format", format !== transient, "a NameID that stays", format ?? "unspecified"),
  ];
}

function judgeConfirmation(confirmations: readonly SamlConfirmation[], expected: SamlExpected): SamlCheck[] {
  const methods = confirmations.map(({ method }) => method).join(" · ");
  const isOne = confirmations.length === 1 && confirmations[0]!.method === bearer;
  const found = samlCheck("confirmation", isOne, `one, ${bearer}`, methods === "" ? undefined : methods);
  const [confirmation] = confirmations;
  if (!isOne || !confirmation) return [found];
  const { recipient, notBefore, notOnOrAfter, inResponseTo } = confirmation;
  const { acsUrl, now, request } = expected;
  const isInTime = notOnOrAfter !== undefined && !isOver(notOnOrAfter, now);
  return [
    found,
    samlCheck("recipient", recipient === acsUrl, acsUrl, recipient),
    samlCheck("confirmation-expiry", isInTime, `after ${written(now)}`, written(notOnOrAfter)),
    samlCheck("confirmation-not-before", notBefore === undefined, "nothing", written(notBefore)),
    samlCheck("confirmation-in-response-to", inResponseTo === request?.id, request?.id ?? "nothing", inResponseTo),
  ];
}

function judgeAuthentication(authentications: readonly SamlAuthentication[], expected: SamlExpected): SamlCheck[] {
  const found = samlCheck("authentication", authentications.length === 1, "one", String(authentications.length));
  const [authentication] = authentications;
  if (!found.passed || !authentication) return [found];
  const { at, sessionNotOnOrAfter } = authentication;
  const { now, request } = expected;
  // A ceiling of our session that has passed leaves nothing to open.
  const isOpen = sessionNotOnOrAfter === undefined || sessionNotOnOrAfter > now;
  const checks = [
    found,
    samlCheck("authentication-instant", isBegun(at, now), `before ${written(now)}`, written(at)),
    samlCheck("session-end", isOpen, `after ${written(now)}`, written(sessionNotOnOrAfter)),
  ];
  if (!request?.forceAuthn) return checks;
  const isFresh = at >= request.at - samlSkew;
  return [...checks, samlCheck("fresh-authentication", isFresh, `since ${written(request.at)}`, written(at))];
}
