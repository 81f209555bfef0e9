import type { EventType } from "../../vocabulary/events/catalogue.ts";
import { describe, expect, test } from "vitest";
import { type AlertFacts, decideTelling } from "./telling.ts";

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
