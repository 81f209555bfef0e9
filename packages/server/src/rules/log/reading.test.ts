import { describe, expect, test } from "vitest";
import { decideTellsWhereabouts, type EventReader, isSameReading } from "./reading.ts";

const hour = 3_600_000;
const last = { sessionId: "sess_a", organizationId: "org_a", data: "{}", at: 0 };

describe("a further page is of the same reading", () => {
  test.each([
    ["just after", {}, true],
    ["a millisecond less than an hour later", { at: hour - 1 }, true],
    ["not an hour later", { at: hour }, false],
    ["not by another session", { sessionId: "sess_b" }, false],
    ["not of another organization", { organizationId: "org_b" }, false],
    ["not of the deployment", { organizationId: null }, false],
    ["not with another filter", { data: '{"type":"x"}' }, false],
  ])("%s", (_name, more, expected) => {
    expect(isSameReading(last, { ...last, ...more })).toBe(expected);
  });

  test("not when nothing was read, even by no session", () => {
    expect(isSameReading(undefined, last)).toBe(false);
    expect(isSameReading(undefined, { ...last, sessionId: null, organizationId: null })).toBe(false);
  });
});

describe("from where somebody acted is told", () => {
  const mine: EventReader = { scope: "account", accountId: "me" };
  const [organization, deployment]: EventReader[] = [{ scope: "organization" }, { scope: "deployment" }];
  test.each([
    ["to the deployment, of an operator", deployment!, "org_a", "operator", null, true],
    ["to an account, of what is no organization's", mine, null, "account", "other", true],
    ["to an account, of what it did itself", mine, "org_a", "account", "me", true],
    ["not to an account, of what another did to it", mine, "org_a", "account", "other", false],
    ["not to an account, of what a machine did", mine, "org_a", "system", null, false],
    ["to who reads an organization's log", organization!, "org_a", "account", "other", true],
    ["not to them, of an operator", organization!, "org_a", "operator", "op", false],
  ])("%s", (_name, reader, organizationId, actorKind, actorId, expected) => {
    expect(decideTellsWhereabouts({ organizationId, actorKind, actorId }, reader)).toBe(expected);
  });
});
