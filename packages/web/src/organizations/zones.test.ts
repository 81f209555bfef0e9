import { expect, test } from "vitest";
import { zonesOffered, zoneToday } from "./zones.ts";

const known = Intl.supportedValuesOf("timeZone");

test("time zones are offered by the names their people use today, each once", () => {
  const offered = zonesOffered(known);
  expect(offered).toEqual(
    expect.arrayContaining(["Asia/Kolkata", "Europe/Kyiv", "Asia/Kathmandu", "Asia/Ho_Chi_Minh", "America/Nuuk"]),
  );
  for (const old of ["Asia/Calcutta", "Europe/Kiev", "Asia/Katmandu", "Asia/Saigon", "America/Godthab"])
    expect(offered).not.toContain(old);
  expect(new Set(offered).size).toBe(offered.length);
  expect(offered[0]).toBe("UTC");
  expect(zonesOffered(["Asia/Calcutta", "Asia/Kolkata", "UTC"])).toEqual(["UTC", "Asia/Kolkata"]);
});

test("each is the same time under the name it is offered by", () => {
  const at = (timeZone: string) =>
    [0, 6].map((month) =>
      new Intl.DateTimeFormat("en", { timeZone, timeStyle: "long", dateStyle: "short" }).format(Date.UTC(2026, month)),
    );
  const changed = known.filter((zone) => zoneToday(zone) !== zone);
  expect(changed.map((zone) => at(zoneToday(zone)))).toEqual(changed.map(at));
});
