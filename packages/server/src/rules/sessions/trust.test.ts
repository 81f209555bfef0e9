import { describe, expect, test } from "vitest";
import { decideIgnoredSince, decideRestorers, decideRestoreKinds, decideFlagIgnored } from "./restoring.ts";
import { decideCountsAgainst, decideDoubt, decideFailedStepUps, decideIsForwarded, type TrustFacts } from "./trust.ts";
import { decideImpossibleTravel, leastDistanceKm } from "./travel.ts";

const hour = 3_600_000;
const hamburg = { country: "DE", latitude: 53.55, longitude: 10 };
const tokyo = { country: "JP", latitude: 35.69, longitude: 139.69 };
const munich = { country: "DE", latitude: 48.14, longitude: 11.58 };
const strasbourg = { country: "FR", latitude: 48.58, longitude: 7.75 };

describe("travel", () => {
  test("great circles are as long as they are", () => {
    expect(leastDistanceKm(hamburg, tokyo)).toBeCloseTo(9000, -2);
    expect(
      leastDistanceKm({ country: "FJ", latitude: 0, longitude: 179 }, { country: "WS", latitude: 0, longitude: -179 }),
    ).toBeCloseTo(222, 0);
    expect(
      leastDistanceKm({ country: "A", latitude: 90, longitude: 0 }, { country: "B", latitude: -90, longitude: 0 }),
    ).toBeCloseTo(20015, 0);
  });
  test("faster than a plane flies, and only then", () => {
    const km = leastDistanceKm(hamburg, tokyo)!;
    const after = (hours: number) => decideImpossibleTravel({ ...hamburg, at: 0 }, tokyo, hours * hour);
    expect([after(0), after(1), after(km / 1000 - 0.01), after(km / 1000 + 0.01), after(48)]).toEqual([
      ...[true, true, true, false, false],
    ]);
  });
  test("a clock that stands behind counts as no time at all", () => {
    expect(decideImpossibleTravel({ ...hamburg, at: hour }, tokyo, 0)).toBe(true);
  });
  test("within a country, and over a near border, nothing is impossible", () => {
    expect(decideImpossibleTravel({ ...hamburg, at: 0 }, munich, 0)).toBe(false);
    expect(decideImpossibleTravel({ ...munich, at: 0 }, strasbourg, 0)).toBe(false);
  });
  test("what a place is known by takes from the distance", () => {
    const vague = { ...tokyo, radiusKm: 8600 };
    expect(decideImpossibleTravel({ ...hamburg, at: 0 }, vague, 0)).toBe(false);
  });
  test.each([
    ["DE", "JP", true],
    ["DE", "US", true],
    ["IN", "GB", true],
    ["DE", "FR", false],
    ["CN", "VN", false],
    ["CN", "MM", false],
    ["IN", "PK", false],
    ["US", "CA", false],
    ["DE", "??", false],
  ])("only countries are known: %s to %s at once is %s", (from, to, impossible) => {
    expect(decideImpossibleTravel({ country: from, at: 0 }, { country: to }, 0)).toBe(impossible);
  });
});

describe("what speaks against a session", () => {
  const facts: TrustFacts = {
    known: { browser: "Chrome", os: "macOS", place: null },
    seen: { browser: "Chrome", os: "macOS", place: null },
    listedNetwork: undefined,
    isForwarded: false,
    vouched: [],
    now: 0,
  };
  const doubt = (seen: object, known: object = {}, more: object = {}) =>
    decideDoubt({ ...facts, known: { ...facts.known, ...known }, seen: { ...facts.seen, ...seen }, ...more })?.text;

  test("nothing, when nothing has changed", () => expect(doubt({})).toBeUndefined());
  test("another browser, another system", () => {
    expect(doubt({ browser: "Firefox" })).toBe("browser-changed:Chrome>Firefox");
    expect(doubt({ os: "Windows" })).toBe("os-changed:macOS>Windows");
  });
  test.each([
    ["a host asks for a browser's session", "Chrome", false, "Unknown browser", true, true],
    ["a program uses a browser's session", "Chrome", false, "Unknown browser", false, false],
    ["a program uses a session of a program that named a browser", "Chrome", true, "Unknown browser", false, true],
    ["a browser asks what hosts ask", "Chrome", false, "Firefox", true, false],
    ["there is no browser to tell it from", "Unknown browser", true, "Unknown browser", true, false],
  ])("whether it is excused, when %s", (_, browser, isProgram, seen, isHostAsking, excused) => {
    expect(decideIsForwarded({ browser, isProgram }, { browser: seen }, isHostAsking)).toBe(excused);
  });
  test("a program is no browser, and a session of a program has none to change", () => {
    const isForwarded = true;
    expect(doubt({ browser: "Unknown browser", os: "" }, {}, { isForwarded })).toBeUndefined();
    expect(doubt({ browser: "Unknown browser", os: "Linux" }, {}, { isForwarded })).toBeUndefined();
    expect(doubt({ browser: "Unknown browser", os: "" })).toBe("browser-changed:Chrome>Unknown browser");
    expect(doubt({}, { browser: "Unknown browser", os: "" })).toBeUndefined();
  });
  test("browsers that call themselves Chrome without hints are that", () => {
    expect(doubt({ browser: "Chrome" }, { browser: "Brave" })).toBeUndefined();
    expect(doubt({ browser: "Brave" })).toBeUndefined();
    expect(doubt({ browser: "Microsoft Edge" })).toBe("browser-changed:Chrome>Microsoft Edge");
  });
  test("impossible travel, the same both ways, but not that of a backend", () => {
    const there = { place: tokyo };
    const here = { place: { ...hamburg, at: 0 } };
    expect(doubt(there, here)).toBe("impossible-travel:DE-JP");
    expect(doubt({ place: hamburg }, { place: { ...tokyo, at: 0 } })).toBe("impossible-travel:DE-JP");
    expect(doubt({ ...there, browser: "Unknown browser", os: "" }, here, { isForwarded: true })).toBeUndefined();
    expect(doubt({ ...there, browser: "Unknown browser" }, { ...here, browser: "Unknown browser" })).toBe(
      "impossible-travel:DE-JP",
    );
  });
  test("a listed network, whoever asks from it", () => {
    expect(doubt({ browser: "Unknown browser" }, {}, { isForwarded: true, listedNetwork: "192.0.2.0/24" })).toBe(
      "listed-network:192.0.2.0/24",
    );
  });
  test("what was vouched for is passed over, and only that", () => {
    const vouched = ["browser-changed:Chrome>Firefox"];
    expect(doubt({ browser: "Firefox" }, {}, { vouched })).toBeUndefined();
    expect(doubt({ browser: "Safari" }, {}, { vouched })).toBe("browser-changed:Chrome>Safari");
    expect(doubt({ browser: "Firefox", os: "Windows" }, {}, { vouched })).toBe("os-changed:macOS>Windows");
  });
  test("five wrong answers within an hour, and no answer that was no guess", () => {
    expect(decideFailedStepUps([1, 2, 3], 4)).toEqual({ recent: [1, 2, 3, 4], tooMany: false });
    expect(decideFailedStepUps([1, 2, 3, 4], hour)).toMatchObject({ tooMany: true });
    expect(decideFailedStepUps([1, 2, 3, 4], hour + 1)).toEqual({ recent: [2, 3, 4, hour + 1], tooMany: false });
    expect(["wrong-code", "wrong-password", "passkey-invalid"].map(decideCountsAgainst)).toEqual([true, true, true]);
    expect(["locked", "passkey-challenge"].map(decideCountsAgainst)).toEqual([false, false]);
  });
});

describe("restoring trust", () => {
  const passkey = { kind: "passkey", id: "pkey_1" } as const;
  const second = { kind: "passkey", id: "pkey_2" } as const;
  const app = { kind: "totp", id: "totp_1" } as const;
  const others = [
    { kind: "password", id: "p" },
    { kind: "phone", id: "phon_1" },
    { kind: "recovery-code", id: "r" },
  ] as const;

  test("takes a passkey where one is bound, else an app, and nothing else", () => {
    expect(decideRestoreKinds([...others, app, passkey])).toEqual(["passkey"]);
    expect(decideRestoreKinds([...others, app])).toEqual(["totp"]);
    expect(decideRestoreKinds(others)).toEqual([]);
    expect(decideRestoreKinds([app, { ...passkey, isUnusable: true }])).toEqual(["totp"]);
  });
  test("never takes the passkey of which there is a copy", () => {
    expect(decideRestorers([passkey, second, app], "cloned-key:pkey_1")).toEqual([second]);
    expect(decideRestorers([passkey, app], "cloned-key:pkey_1")).toEqual([app]);
    expect(decideRestorers([passkey], "cloned-key:pkey_1")).toEqual([]);
  });
  test("has a day", () => {
    expect([decideFlagIgnored(null, 1), decideFlagIgnored(0, 24 * hour - 1), decideFlagIgnored(0, 24 * hour)]).toEqual([
      ...[false, false, true],
    ]);
    expect(decideFlagIgnored(decideIgnoredSince(99 * hour), 99 * hour)).toBe(true);
  });
});
