import { expect, test } from "vitest";
import { countries, likelyCountry } from "./countries.ts";

test("countries have names, in alphabetical order, each once", () => {
  const all = countries("en");
  expect(all.length).toBeGreaterThan(230);
  expect(all.find((country) => country.code === "DE")?.name).toBe("Germany");
  expect(all[0]?.name).toBe("Afghanistan");
  expect(new Set(all.map((country) => country.name)).size).toBe(all.length);
});

test.each([
  [["de-AT", "en"], "AT"],
  [["ja"], "JP"],
  [["eo-001"], "US"],
  [[], "US"],
])("%j is likely in %s", (languages, country) => {
  expect(likelyCountry(languages)).toBe(country);
});
