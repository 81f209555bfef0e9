import { samlCheck, type SamlCheck } from "./saml-checks.ts";
import { isBegun, isOver, samlSkew, written } from "./saml-instants.ts";
import type { SamlLogoutExpected, SamlLogoutRequestFacts, SamlLogoutResponseFacts } from "./saml-logout-facts.ts";

/** A request says when it was made: an old one ends no session, whoever kept it. */
const longestOnItsWay = 5 * 60 * 1000;
const success = "urn:oasis:names:tc:SAML:2.0:status:Success";

type Head = Pick<SamlLogoutRequestFacts, "issuer" | "destination">;

const judgeHead = ({ issuer, destination }: Head, expected: SamlLogoutExpected): SamlCheck[] => [
  samlCheck("logout-issuer", issuer === expected.issuer, expected.issuer, issuer),
  samlCheck("logout-destination", destination === expected.logoutUrl, expected.logoutUrl, destination),
];

/** Holds a sign-out of the identity provider's against what must be true before a session ends by it; all must pass. */
export function judgeSamlLogoutRequest(facts: SamlLogoutRequestFacts, expected: SamlLogoutExpected): SamlCheck[] {
  const { issuedAt, notOnOrAfter, nameIds, sessionIndexes } = facts;
  const { now } = expected;
  const isFresh = isBegun(issuedAt, now) && !isOver(issuedAt + longestOnItsWay, now);
  const isInTime = isFresh && (notOnOrAfter === undefined || !isOver(notOnOrAfter, now));
  const [name] = nameIds;
  const isOne = name !== undefined && nameIds.length === 1 && name.value !== "" && sessionIndexes.length <= 100;
  return [
    ...judgeHead(facts, expected),
    samlCheck("logout-time", isInTime, `about ${written(now)}`, written(notOnOrAfter ?? issuedAt)),
    samlCheck("logout-name", isOne, "one NameID", nameIds.map(({ value }) => value).join(" · ") || undefined),
  ];
}

/** How long its id must be remembered, so that it counts once. */
export function logoutReplayableUntil({ issuedAt }: SamlLogoutRequestFacts): number {
  return issuedAt + longestOnItsWay + samlSkew;
}

/** Holds the answer to a sign-out of ours against the request. */
export function judgeSamlLogoutResponse(
  facts: SamlLogoutResponseFacts,
  expected: SamlLogoutExpected & { readonly requestId: string },
): SamlCheck[] {
  const { inResponseTo, status } = facts;
  return [
    ...judgeHead(facts, expected),
    samlCheck("logout-answer", inResponseTo === expected.requestId, expected.requestId, inResponseTo),
    samlCheck("logout-status", status[0] === success, success, status.join(" · ")),
  ];
}
