import { describe, expect, test } from "vitest";
import { judgeSamlLogoutRequest, judgeSamlLogoutResponse, logoutReplayableUntil } from "./judge-saml-logout.ts";
import type { SamlCheck } from "./saml-checks.ts";

const now = Date.UTC(2026, 0, 1);
const minute = 60_000;
const logoutUrl = "https://here.example/logout";
const expected = { issuer: "there", logoutUrl, now };
const success = "urn:oasis:names:tc:SAML:2.0:status:Success";
const head = { id: "a", issuer: "there", destination: logoutUrl };
const request = { ...head, issuedAt: now, nameIds: [{ value: "person" }], sessionIndexes: [] };
const response = { ...head, inResponseTo: "r", status: [success] };
const failedOf = (checks: readonly SamlCheck[]) => checks.filter(({ passed }) => !passed).map(({ name }) => name);
const without = (destination?: string) => ({ destination }) as object;
const unasked: object = { inResponseTo: undefined };
const sessions = (count: number) => ({ sessionIndexes: Array.from({ length: count }, String) });

describe("a sign-out", () => {
  test.each([
    ["that is true", {}, []],
    ["of another issuer", { issuer: "elsewhere" }, ["logout-issuer"]],
    ["to another address", { destination: `${logoutUrl}/` }, ["logout-destination"]],
    ["to no address", without(), ["logout-destination"]],
    ["made seven minutes ago", { issuedAt: now - 7 * minute }, ["logout-time"]],
    ["made a moment later", { issuedAt: now - 7 * minute + 1 }, []],
    ["made in two minutes", { issuedAt: now + 2 * minute }, []],
    ["made later than that", { issuedAt: now + 2 * minute + 1 }, ["logout-time"]],
    ["that is over", { notOnOrAfter: now - 2 * minute }, ["logout-time"]],
    ["that is not over yet", { notOnOrAfter: now - 2 * minute + 1 }, []],
    ["of nobody", { nameIds: [] }, ["logout-name"]],
    ["of an empty name", { nameIds: [{ value: "" }] }, ["logout-name"]],
    ["of two people", { nameIds: [{ value: "a" }, { value: "b" }] }, ["logout-name"]],
    ["of 100 sessions", sessions(100), []],
    ["of 101", sessions(101), ["logout-name"]],
  ])("%s", (_name, lie, failed) => {
    expect(failedOf(judgeSamlLogoutRequest({ ...request, ...lie }, expected))).toEqual(failed);
  });

  test("is remembered as long as it could be sent again", () => {
    const until = logoutReplayableUntil(request);
    expect(failedOf(judgeSamlLogoutRequest(request, { ...expected, now: until - 1 }))).toEqual([]);
    expect(failedOf(judgeSamlLogoutRequest(request, { ...expected, now: until }))).toEqual(["logout-time"]);
  });
});

describe("an answer to ours", () => {
  test.each([
    ["that is true", {}, []],
    ["that ended some", { status: [success, "urn:oasis:names:tc:SAML:2.0:status:PartialLogout"] }, []],
    ["to another request", { inResponseTo: "s" }, ["logout-answer"]],
    ["to none", unasked, ["logout-answer"]],
    ["that says no", { status: ["urn:oasis:names:tc:SAML:2.0:status:Responder", success] }, ["logout-status"]],
    ["that says nothing", { status: [] }, ["logout-status"]],
    ["of another issuer", { issuer: "elsewhere" }, ["logout-issuer"]],
    ["to another address", { destination: "https://elsewhere.example" }, ["logout-destination"]],
  ])("%s", (_name, lie, failed) => {
    const checks = judgeSamlLogoutResponse({ ...response, ...lie }, { ...expected, requestId: "r" });
    expect(failedOf(checks)).toEqual(failed);
  });
});
