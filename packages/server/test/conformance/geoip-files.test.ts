import { execFileSync } from "node:child_process";
import { mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { lookAtPlaces } from "../../src/commands/doctor/look-at-places.ts";
import type { Config } from "../../src/config/config.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import { openPlaces } from "../../src/geoip.ts";
import type { Place } from "../../src/vocabulary/whereabouts.ts";
import type { Log } from "../../src/services.ts";
import { asEvidence } from "../../src/sessions/place.ts";

const folder = mkdtempSync(join(tmpdir(), "mortise-geoip-"));
afterAll(() => rmSync(folder, { recursive: true }));
const log: Log = { info: () => {}, warn: () => {}, error: () => {} };

const text = (value: string): Buffer => Buffer.concat([Buffer.from([(2 << 5) | value.length]), Buffer.from(value)]);
const map = (...pairs: (readonly [string, Buffer])[]): Buffer =>
  Buffer.concat([Buffer.from([(7 << 5) | pairs.length]), ...pairs.flatMap(([key, value]) => [text(key), value])]);
const number = (value: number): Buffer => Buffer.from([(6 << 5) | 4, value >>> 24, value >>> 16, value >>> 8, value]);

/** A file as the format has it: one country for all of IPv4, with nothing but its code. */
function writeTable(name: string, country: string, builtAt: number): string {
  // One node of two 24-bit records, both leading to what stands behind the separator.
  const [tree, separator] = [Buffer.from([0, 0, 17, 0, 0, 17]), Buffer.alloc(16)];
  const metadata = map(
    ["binary_format_major_version", number(2)],
    ["build_epoch", number(builtAt / 1000)],
    ["database_type", text("country ipv4")],
    ["ip_version", number(4)],
    ["node_count", number(1)],
    ["record_size", number(24)],
  );
  const marker = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat([tree, separator, map(["country_code", text(country)]), marker, metadata]));
  return file;
}

describe("a table of nothing but countries", () => {
  const builtAt = Date.UTC(2026, 5, 17);

  test("is used where no file is set, shown as a country, and is no evidence against a session", async () => {
    const places = await openPlaces(undefined, log, writeTable("table.mmdb", "GB", builtAt));
    const place = places.locate("81.2.69.142");
    expect(place).toEqual({ text: "United Kingdom", country: "GB", precision: "country", isRough: true });
    expect(places.builtAt).toBe(builtAt);
    expect(asEvidence(place)).toBe(null);
  });

  test("is named by mortise doctor with its date and its age; an old one and none are a warning", async () => {
    const at = (days: number) => () => builtAt + days * 24 * 3600_000;
    const file = writeTable("doctor.mmdb", "GB", builtAt);
    const look = (config: Partial<Config>, days: number) => lookAtPlaces(config as Config, at(days));
    const says = `${file}, of 2026-06-17, 12 days old`;
    expect(await look({ geoipDatabase: file }, 12)).toEqual([{ of: "places", state: "ok", says }]);
    expect(await look({ geoipDatabase: file }, 401)).toMatchObject([
      { state: "warning", says: expect.stringContaining("401 days old"), todo: expect.stringContaining("newer") },
    ]);
    const [found] = await look({}, 0);
    expect([found?.says, found?.todo].join()).toContain("@ip-location-db/geo-whois-asn-country-mmdb");
  });

  test("is evidence where it was chosen", async () => {
    const place = (await openPlaces(writeTable("given.mmdb", "GB", builtAt), log)).locate("81.2.69.142");
    expect(asEvidence<Place>(place)).toEqual({ text: "United Kingdom", country: "GB", precision: "country" });
  });

  test("is not needed", async () => {
    expect((await openPlaces(undefined, log, undefined)).builtAt).toSatisfy(
      (at: unknown) => at === null || typeof at === "number",
    );
  });
});

describe("a file that never ends", () => {
  const pipe = join(folder, "pipe.mmdb");
  const huge = join(folder, "huge.mmdb");
  execFileSync("mkfifo", [pipe]);
  writeFileSync(huge, "");
  truncateSync(huge, 2 ** 31);

  test.each([
    ["a pipe", pipe, /no plain file/],
    ["a device", "/dev/zero", /no plain file/],
    ["a folder", folder, /no plain file|EISDIR/],
    ["two gigabytes", huge, /larger than 1 GiB/],
  ])("%s is refused at once", async (_name, file, says) => {
    const before = performance.now();
    await expect(openPlaces(file, log)).rejects.toThrow(says);
    await expect(openPlaces(file, log)).rejects.toThrow(ConfigError);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  test("one that becomes a pipe while the server runs leaves the earlier places in use", async () => {
    const file = writeTable("changing.mmdb", "GB", Date.UTC(2026, 0, 1));
    const places = await openPlaces(file, log);
    execFileSync("mkfifo", [join(folder, "next")]);
    renameSync(join(folder, "next"), file);
    await places.refresh();
    expect(places.locate("81.2.69.142")).toMatchObject({ country: "GB" });
  });
});
