import type { EventType } from "../../vocabulary/events/catalogue.ts";
import { describe, expect, test } from "vitest";
import { decideNewPlace } from "./timing.ts";
import { type AlertFacts, decideTelling } from "./telling.ts";
import { decideKeepsSession, decideNotMe } from "./not-me.ts";

const facts: AlertFacts = {
  type: "session.flagged",
  isByOperator: false,
  sameAct: [],
  isNewDevice: false,
  isNewPlace: false,
  isFailureDue: false,
};

describe("what is told", () => {
  const with_ = (type: EventType, others: EventType[], more: Partial<AlertFacts> = {}) =>
    decideTelling({ ...facts, type, sameAct: others.map((each) => ({ type: each, isEarlier: true })), ...more });

  test("of what one request does, the heaviest", () => {
    expect(with_("authenticator.unbound", ["two-step.turned-off"])).toBeUndefined();
    expect(with_("recovery-codes.issued", ["authenticator.bound"])).toBeUndefined();
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

describe("a place is new", () => {
  const bavaria = { country: "DE", region: "Bavaria" };
  test.each([
    ["its country was not seen", { country: "FR" }, [bavaria], true],
    ["its region was not seen", { country: "DE", region: "Hesse" }, [bavaria], true],
    ["not when it was", bavaria, [{ country: "FR" }, bavaria], false],
    ["not when its region is unknown", { country: "DE" }, [bavaria], false],
    ["not when those before are unknown", bavaria, [{ country: "DE" }], false],
    ["not when none is known before", bavaria, [], false],
    ["not when it is unknown", null, [bavaria], false],
  ])("%s", (_why, place, seen, expected) => {
    expect(decideNewPlace(place, seen)).toBe(expected);
  });
});

test("the link of an alert speaks for the mailbox it lies in, and for no other", () => {
  const addresses = { current: "b@example.com", former: ["a@example.com"] };
  expect(decideNotMe({ ...addresses, recipient: "b@example.com" })).toBe("secure");
  expect(decideNotMe({ ...addresses, recipient: "a@example.com" })).toBe("secure-and-restore");
  expect(decideNotMe({ ...addresses, recipient: "c@example.com" })).toBe("refuse");
});

test("the session it is said in goes on, unless it is on hold or did what is disowned", () => {
  expect(decideKeepsSession({ id: "sess_a", flaggedAt: null }, "sess_b")).toBe(true);
  expect(decideKeepsSession({ id: "sess_a", flaggedAt: 1 }, "sess_b")).toBe(false);
  expect(decideKeepsSession({ id: "sess_a", flaggedAt: null }, "sess_a")).toBe(false);
});
