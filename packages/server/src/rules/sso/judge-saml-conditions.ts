import { samlCheck, type SamlCheck } from "./saml-checks.ts";
import type { SamlExpected } from "./saml-expected.ts";
import type { SamlConditions } from "./saml-facts.ts";
import { isBegun, isOver, written } from "./saml-instants.ts";

/** A condition that is not known makes an assertion one that nobody can judge (SAML core 2.5.1.1): it is refused. */
export function judgeSamlConditions(conditions: SamlConditions | undefined, expected: SamlExpected): SamlCheck[] {
  const { notBefore, notOnOrAfter, audiences = [], unknown = [] } = conditions ?? {};
  const isThere = notOnOrAfter !== undefined && unknown.length === 0;
  const seen =
    unknown.length > 0 ? unknown.join(" · ") : conditions && `NotOnOrAfter ${written(notOnOrAfter) ?? "missing"}`;
  const { now, audience } = expected;
  const isOurs = audiences.length > 0 && audiences.every((each) => each.includes(audience));
  const listed = audiences.flat().join(" · ");
  return [
    samlCheck("conditions", isThere, "Conditions with NotOnOrAfter", seen),
    samlCheck(
      "conditions-not-before",
      notBefore === undefined || isBegun(notBefore, now),
      `before ${written(now)}`,
      written(notBefore),
    ),
    samlCheck(
      "conditions-expiry",
      notOnOrAfter !== undefined && !isOver(notOnOrAfter, now),
      `after ${written(now)}`,
      written(notOnOrAfter),
    ),
    samlCheck("audience", isOurs, audience, listed === "" ? undefined : listed),
  ];
}
