import { describe, expect, test } from "vitest";
import { judgeSamlLogoutRequest, judgeSamlLogoutResponse, logoutReplayableUntil } from "./judge-saml-logout.ts";
import type { SamlLogoutRequestFacts, SamlLogoutResponseFacts } from "./saml-logout-facts.ts";
import { samlSkew } from "./saml-instants.ts";

const now = Date.UTC(2026, 0, 1);
const minute = 60_000;
const logoutUrl = "https://here.example/logout";
const expected = { issuer: "there", logoutUrl, now };
const head = { id: "l", issuer: "there", destination: logoutUrl };
const asks: SamlLogoutRequestFacts = { ...head, issuedAt: now, nameIds: [{ value: "kim" }], sessionIndexes: ["s"] };
const answers: SamlLogoutResponseFacts = {
  ...{ ...head, inResponseTo: "r", status: ["urn:oasis:names:tc:SAML:2.0:status:Success"] },
};

const failing = (checks: readonly { name: string; passed: boolean }[]) =>
  checks.flatMap(({ name, passed }) => (passed ? [] : [name]));

describe("a provider's sign-out", () => {
  test.each<[string, Partial<SamlLogoutRequestFacts>, readonly string[]]>([
    ["that says what it must", {}, []],
    ["of every session", { sessionIndexes: [] }, []],
    ["on its way for five minutes and what clocks differ", { issuedAt: now - 5 * minute - samlSkew + 1 }, []],
    ["of a clock that is ahead", { issuedAt: now + samlSkew }, []],
    ["of another issuer", { issuer: "elsewhere" }, ["logout-issuer"]],
    ["for another place", { destination: `${logoutUrl}/` }, ["logout-destination"]],
    ["that is old", { issuedAt: now - 5 * minute - samlSkew }, ["logout-time"]],
    ["of the future", { issuedAt: now + samlSkew + 1 }, ["logout-time"]],
    ["that is over", { notOnOrAfter: now - samlSkew }, ["logout-time"]],
    ["of nobody", { nameIds: [] }, ["logout-name"]],
    ["of two", { nameIds: [{ value: "kim" }, { value: "lee" }] }, ["logout-name"]],
    ["of an empty name", { nameIds: [{ value: "" }] }, ["logout-name"]],
    ["of sessions without end", { sessionIndexes: Array.from({ length: 101 }, String) }, ["logout-name"]],
  ])("%s", (_name, lie, failures) => {
    expect(failing(judgeSamlLogoutRequest({ ...asks, ...lie }, expected))).toEqual(failures);
  });

  test("is remembered for as long as it would be taken", () => {
    const until = logoutReplayableUntil(asks);
    expect(failing(judgeSamlLogoutRequest(asks, { ...expected, now: until - 1 }))).toEqual([]);
    expect(failing(judgeSamlLogoutRequest(asks, { ...expected, now: until }))).toEqual(["logout-time"]);
  });
});

describe("the answer to a sign-out of ours", () => {
  test.each<[string, Partial<SamlLogoutResponseFacts>, readonly string[]]>([
    ["that says what it must", {}, []],
    ["of another issuer", { issuer: "elsewhere" }, ["logout-issuer"]],
    ["for another place", { destination: "https://elsewhere.example" }, ["logout-destination"]],
    ["to another sign-out", { inResponseTo: "s" }, ["logout-answer"]],
    ["that it did not work", { status: ["urn:oasis:names:tc:SAML:2.0:status:Responder"] }, ["logout-status"]],
    ["that says nothing of it", { status: [] }, ["logout-status"]],
  ])("%s", (_name, lie, failures) => {
    const checks = judgeSamlLogoutResponse({ ...answers, ...lie }, { ...expected, requestId: "r" });
    expect(failing(checks)).toEqual(failures);
  });
});
