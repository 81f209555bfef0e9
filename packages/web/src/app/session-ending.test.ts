import { expect, test } from "vitest";
import { endedBy, endingOf, keepEnding, keepLimits } from "./session-ending.ts";

const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
const limits = (idle: number, absolute: number) => ({
  lastSeenAt: at(0),
  idleExpiresAt: at(idle),
  expiresAt: at(absolute),
});

test.each([
  ["nothing while there is time", limits(900, 9000), 779, null],
  ["the last two minutes of an idle limit", limits(900, 9000), 780, { by: "idle", secondsLeft: 120 }],
  ["the last half of a short one", limits(60, 9000), 29, null],
  ["from its half on", limits(60, 9000), 30, { by: "idle", secondsLeft: 30 }],
  ["the absolute end, where that comes first", limits(900, 900), 850, { by: "absolute", secondsLeft: 50 }],
  ["that it is over", limits(900, 9000), 5000, { by: "idle", secondsLeft: 0 }],
] as const)("tells %s", (_, session, now, expected) => {
  expect(endingOf(session, now * 1000)).toEqual(expected);
});

test("why it ended is known afterwards, by a limit or elsewhere, and not when its owner ended it", () => {
  keepLimits(limits(900, 9000));
  expect([endedBy(700_000), endedBy(880_000), endedBy(950_000)]).toEqual(["unknown", "idle", "idle"]);
  keepLimits(null);
  expect(endedBy(950_000)).toBeNull();
});

test("what the server says of an end goes before what the page makes of it; of a limit the page knows which it was", () => {
  keepLimits(limits(900, 9000));
  keepEnding("password-changed");
  expect([endedBy(700_000), endedBy(950_000)]).toEqual(["password-changed", "password-changed"]);
  keepEnding("expired");
  expect([endedBy(700_000), endedBy(950_000)]).toEqual(["absolute", "idle"]);
  keepLimits(null);
  keepEnding("elsewhere");
  expect(endedBy(950_000)).toBeNull();
});
