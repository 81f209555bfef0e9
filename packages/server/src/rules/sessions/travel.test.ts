import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countryTowns } from "./country-towns.ts";
import { decideImpossibleTravel, leastDistanceKm, type Whereabouts } from "./travel.ts";

const hour = 3_600_000;
const place = (country: string, latitude: number, longitude: number, radiusKm?: number): Whereabouts => ({
  ...{ country, latitude, longitude },
  ...(radiusKm !== undefined && { radiusKm }),
});
const berlin = place("DE", 52.5, 13.4);
const newYork = place("US", 40.7, -74);
const prague = place("CZ", 50.1, 14.4);

describe("how far two places are apart at least", () => {
  test.each([
    ["a place and itself", berlin, berlin, 0],
    ["Berlin and New York", berlin, newYork, 6385],
    ["Berlin and Prague", berlin, prague, 276],
    ["less what they may be off", { ...berlin, radiusKm: 100 }, { ...newYork, radiusKm: 50 }, 6235],
    ["never less than nothing", { ...berlin, radiusKm: 300 }, prague, 0],
    ["opposite ends of the earth", place("AA", 90, 0), place("BB", -90, 0), 20_015],
    ["two countries that are neighbours", { country: "DE" }, { country: "CZ" }, 0],
    ["a country that is not known", { country: "XX" }, berlin, null],
    ["to a country that is not known", berlin, { country: "XX" }, null],
    ["a place that is only half told", { country: "XX", latitude: 1 }, berlin, null],
  ])("%s", (_name, from, to, km) => {
    const least = leastDistanceKm(from, to);
    expect(least === null ? null : Math.abs(least - km!) < 5).toBe(km === null ? null : true);
  });

  test("of countries, their nearest towns less what those may be off", () => {
    const least = leastDistanceKm({ country: "DE" }, { country: "NZ" })!;
    expect(least).toBeGreaterThan(10_000);
    expect(leastDistanceKm(berlin, { country: "NZ" })!).toBeGreaterThan(10_000);
    expect(least).toBeLessThan(leastDistanceKm(berlin, place("NZ", -37, 175))!);
  });

  test("is the same both ways, never less than nothing, and never more than half round the earth", () => {
    const country = fc.constantFrom(...countryTowns.keys());
    const any: fc.Arbitrary<Whereabouts> = fc.oneof(
      country.map((each) => ({ country: each })),
      fc
        .tuple(country, fc.integer({ min: -90, max: 90 }), fc.integer({ min: -180, max: 180 }))
        .map((all) => place(...all)),
    );
    fc.assert(
      fc.property(any, any, (from, to) => {
        const least = leastDistanceKm(from, to)!;
        expect(least).toBeCloseTo(leastDistanceKm(to, from)!, 6);
        expect(least).toBeGreaterThanOrEqual(0);
        expect(least).toBeLessThan(20_016);
      }),
    );
  });
});

describe("faster than a plane flies", () => {
  // A degree along the equator is 111.19 km.
  const zero = place("AA", 0, 0);
  const km = (distance: number) => place("BB", 0, distance / ((6371 * Math.PI) / 180));
  test.each([
    ["at once", berlin, newYork, 0, true],
    ["in less than the hours it takes", berlin, newYork, 6 * hour, true],
    ["not in more", berlin, newYork, 7 * hour, false],
    ["not within a country", place("US", 21, -158), newYork, 0, false],
    ["not to what is near", berlin, prague, 0, false],
    ["not to what is 499 kilometres off", zero, km(499), 0, false],
    ["to what is 501 kilometres off", zero, km(501), 0, true],
    ["a thousand kilometres and one in an hour", zero, km(1001), hour, true],
    ["not 999 kilometres in an hour", zero, km(999), hour, false],
    ["with a clock that went back", berlin, newYork, -hour, true],
    ["not to where nobody knows", berlin, { country: "XX" }, 0, false],
  ])("%s", (_name, from, to, later, expected) => {
    expect(decideImpossibleTravel({ ...from, at: 5000 }, to, 5000 + later)).toBe(expected);
  });
});
