import type { EventType } from "../../vocabulary/events/catalogue.ts";
import { describe, expect, test } from "vitest";
import { decideIsOwn, type AlertFacts, decideTelling } from "./telling.ts";

const facts: AlertFacts = {
  type: "session.flagged",
  isByOperator: false,
  sameAct: [],
  isNewDevice: false,
  isNewPlace: false,
  isFailureDue: false,
  isSwitchedOff: false,
};

describe("what is told", () => {
  const with_ = (type: EventType, others: EventType[], more: Partial<AlertFacts> = {}) =>
    decideTelling({ ...facts, type, sameAct: others.map((each) => ({ type: each, isEarlier: true })), ...more });

  test("of what one request does, the heaviest", () => {
    expect(with_("authenticator.unbound", ["two-step.turned-off"])).toBeUndefined();
    expect(with_("recovery-codes.issued", ["authenticator.bound"])).toBeUndefined();
    expect(with_("recovery-codes.revoked", ["two-step.turned-off"])).toBeUndefined();
    expect(with_("recovery-codes.revoked", [])?.email).toBe("always");
    expect(with_("authenticator.bound", ["account.created"])).toBeUndefined();
    expect(with_("passkey.cloned", ["session.flagged"])).toBeUndefined();
    expect(with_("passkey.cloned", [])).toMatchObject({ email: "always" });
  });

  test("many sessions put on hold at once are one alert; two that an operator puts on hold are two", () => {
    expect(with_("session.flagged", ["session.flagged"])).toBeUndefined();
    expect(with_("session.flagged", ["session.flagged"], { isByOperator: true })).toMatchObject({ email: "always" });
  });

  test("sessions that ended: only those an operator ended, once", () => {
    expect(with_("session.ended", [])).toBeUndefined();
    expect(with_("session.ended", [], { isByOperator: true })).toMatchObject({ groups: ["sessions"], email: "chosen" });
    expect(with_("session.ended", ["session.ended"], { isByOperator: true })).toBeUndefined();
  });

  test("nothing of what nobody asked to be told", () => {
    for (const type of ["session.opened", "account.renamed", "toString", "password.reset-requested"] as EventType[])
      expect(with_(type, []), type).toBeUndefined();
  });
});

const own = { accountId: "a", actorKind: "account", actorId: "a", sessionId: null, ip: "192.0.2.1", device: "Chrome" };
const known = { isNewDevice: false, sessionId: "s", ip: "192.0.2.1", device: "Chrome" };

test.each([
  ["an own act from a known device and address", own, [known], true],
  ["in a session opened on a known device", { ...own, sessionId: "s" }, [known], true],
  ["in one opened on a new device", { ...own, sessionId: "s" }, [{ ...known, isNewDevice: true }], false],
  ["in a session of which no sign-in is known", { ...own, sessionId: "t" }, [known], false],
  ["from another address", { ...own, ip: "198.51.100.1" }, [known], false],
  ["by an operator", { ...own, actorKind: "operator" }, [known], false],
  ["by an administrator", { ...own, actorKind: "organization-admin", actorId: "b" }, [known], false],
  ["by somebody unknown", { ...own, actorKind: "anonymous", actorId: null }, [known], false],
] as const)("%s counts as the owner's own: %#", (_what, act, signIns, isOwn) => {
  expect(decideIsOwn(act, signIns)).toBe(isOwn);
});
