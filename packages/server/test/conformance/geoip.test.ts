import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/config-error.ts";
import { openPlaces, placeOfCountry, type Places } from "../../src/geoip.ts";
import type { Log } from "../../src/services.ts";

const vector = (name: string): string => fileURLToPath(new URL(`vectors/geoip/${name}`, import.meta.url));
const city = vector("GeoLite2-City-Test.mmdb");
type Expected = [
  network: string,
  country: string | null,
  city: string | null,
  region: string | null,
  latitude: number | null,
  longitude: number | null,
  radius: number | null,
];
const networks = JSON.parse(readFileSync(vector("GeoLite2-City-Test.json"), "utf8")) as Expected[];
const logged: string[] = [];
const note = (_facts: object, message: string): void => void logged.push(message);
const log: Log = { info: note, warn: note, error: note };

describe("places of addresses", () => {
  let places: Places;
  beforeAll(async () => {
    places = await openPlaces(city, log);
  });

  test.each(networks)("%s", (network, country, cityName, region, latitude, longitude, radius) => {
    const place = places.locate(network.replace(/\/\d+$/, ""));
    if (country === null) {
      expect(place).toBeNull();
      return;
    }
    const nearer = cityName ?? region;
    expect(place).toMatchObject({
      country,
      precision: cityName ? "city" : region ? "region" : "country",
      ...(nearer !== null && latitude !== null && { latitude, longitude, radiusKm: radius }),
    });
    const plain = (text: string): string => text.replaceAll(/[^\p{L}\p{M}\p{N} .,'’()/-]/gu, "");
    if (nearer !== null) expect(place?.text.startsWith(`${plain(nearer)}, `)).toBe(true);
    else expect(place).not.toHaveProperty("latitude");
  });

  test("are said in words, as well as they are known", async () => {
    expect(places.locate("81.2.69.142")).toEqual({
      text: "London, United Kingdom",
      country: "GB",
      precision: "city",
      region: "England",
      latitude: 51.5142,
      longitude: -0.0931,
      radiusKm: 10,
    });
    expect(places.locate("67.43.156.1")).toEqual({ text: "Bhutan", country: "BT", precision: "country" });
    const countries = await openPlaces(vector("GeoLite2-Country-Test.mmdb"), log);
    expect(countries.locate("81.2.69.142")).toEqual({ text: "United Kingdom", country: "GB", precision: "country" });
  });

  test.each([
    "127.0.0.1",
    "10.0.0.1",
    "192.168.1.9",
    "::ffff:10.0.0.1",
    "::ffff:81.2.69.142",
    "::1",
    "fe80::1%eth0",
    "unknown",
    "",
    "999.1.1.1",
    "<script>",
  ])("%s is nowhere", (address) => {
    expect(places.locate(address)).toBeNull();
  });

  test("a header names a country, or nothing", () => {
    expect(placeOfCountry(" de ")).toEqual({ text: "Germany", country: "DE", precision: "country" });
    for (const header of ["XX", "T1", "ZZ", "", "Germany", "D<", "QX", null, undefined])
      expect(placeOfCountry(header), String(header)).toBeNull();
  });
});

describe("a file that is of no use", () => {
  let folder: string;
  const good = readFileSync(city);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "mortise-geoip-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const put = (name: string, content: Buffer | string): string => {
    const file = join(folder, name);
    writeFileSync(`${file}.new`, content);
    renameSync(`${file}.new`, file);
    return file;
  };

  test.each([
    ["missing", undefined, /ENOENT/],
    ["empty", Buffer.alloc(0), /not in MaxMind's format/],
    ["text", Buffer.from("<html>404</html>"), /not in MaxMind's format/],
    ["packed", gzipSync(good), /not in MaxMind's format/],
    ["cut off", good.subarray(0, good.length / 2), /not in MaxMind's format/],
    ["only an end", good.subarray(-400), /cannot be used/],
    ["without a tree", good.subarray(good.length - 1500), /cannot be used/],
  ])("%s is refused at start, in one sentence", async (name, content, reason) => {
    const file = content === undefined ? join(folder, "missing.mmdb") : put(`${name}.mmdb`, content);
    const refused = await openPlaces(file, log).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigError);
    expect((refused as Error).message).toMatch(/^MORTISE_GEOIP_DATABASE: .*cannot be used/);
    expect((refused as Error).message).toMatch(reason);
  });

  test("one that holds no places is refused by its type", async () => {
    await expect(openPlaces(vector("GeoLite2-ASN-Test.mmdb"), log)).rejects.toThrow(/holds no places.*GeoLite2-ASN/);
  });

  test("one that is broken anywhere is refused or answers, and never throws", async () => {
    let refused = 0;
    for (let at = 0; at < good.length; at += 97) {
      const broken = Buffer.from(good);
      for (let byte = at; byte < Math.min(at + 8, good.length); byte++) broken[byte]! ^= 0xff;
      const places = await openPlaces(put("broken.mmdb", broken), log).catch((error: unknown) => {
        expect(error).toBeInstanceOf(ConfigError);
        refused++;
      });
      for (const [network] of places ? networks : []) places?.locate(network.replace(/\/\d+$/, ""));
    }
    expect(refused).toBeGreaterThan(0);
  });

  test("what replaces it is read without a restart; a broken one is logged and the last good one stays", async () => {
    const file = put("in-use.mmdb", readFileSync(vector("GeoLite2-Country-Test.mmdb")));
    const places = await openPlaces(file, log);
    const where = () => places.locate("81.2.69.142")?.text;
    expect(where()).toBe("United Kingdom");
    put("in-use.mmdb", good);
    expect(where()).toBe("United Kingdom");
    await places.refresh();
    expect(where()).toBe("London, United Kingdom");
    put("in-use.mmdb", good.subarray(0, 5000));
    await places.refresh();
    rmSync(file);
    await places.refresh();
    expect(where()).toBe("London, United Kingdom");
    expect(logged.filter((message) => message.startsWith("places not read"))).toHaveLength(2);
    put("in-use.mmdb", readFileSync(vector("GeoLite2-Country-Test.mmdb")));
    await places.refresh();
    expect(where()).toBe("United Kingdom");
  });
});
