import { expect, test } from "vitest";
import { countryTowns } from "./country-towns.ts";

const towns = [...countryTowns].flatMap(([country, all]) => all.map((town) => [country, ...town] as const));

test("every country has a code, and towns that lie on the earth, in whole degrees", () => {
  expect(countryTowns.size).toBeGreaterThan(240);
  expect([...countryTowns.keys()].filter((country) => !/^[A-Z]{2}$/.test(country))).toEqual([]);
  expect([...countryTowns].filter(([, all]) => all.length === 0)).toEqual([]);
  const isWhole = (degrees: number, most: number) => Number.isInteger(degrees) && Math.abs(degrees) <= most;
  expect(towns.filter(([, latitude, longitude]) => !isWhole(latitude, 90) || !isWhole(longitude, 180))).toEqual([]);
});

test.each([
  ["DE", 53, 13],
  ["NZ", -37, 175],
  ["US", 41, -74],
])("%s lies where it does", (country, latitude, longitude) => {
  expect(countryTowns.get(country)).toContainEqual([latitude, longitude]);
});
