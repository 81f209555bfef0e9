import { constants } from "node:fs";
import { stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { isIP } from "node:net";
import { type CityResponse, Reader } from "maxmind";
import { ConfigError } from "./config/config-error.ts";
import { openPlainFile } from "./config/plain-file.ts";
import { withoutSpace } from "./rules/requests/header.ts";
import type { Place } from "./vocabulary/whereabouts.ts";
import type { Log } from "./services.ts";

/** Tells places of addresses, from the operator's file. */
export interface Places {
  /** When the file in use was made; null without one. */
  readonly builtAt: number | null;
  locate(ip: string): Place | null;
  /** Reads the file again when it has changed; a broken one is logged, and the last good one stays in use. */
  refresh(): Promise<void>;
}

/**
 * Opens the file in MaxMind's format. Without one the table of countries is used, where its package is installed; without
 * either every place is unknown. Throws `ConfigError` for a file that is of no use.
 */
export async function openPlaces(given: string | undefined, log: Log, table = findCountryTable()): Promise<Places> {
  const file = given ?? table;
  if (file === undefined) return { builtAt: null, locate: () => null, refresh: () => Promise.resolve() };
  const isRough = given === undefined;
  let version = await versionOf(file).catch((error: unknown) => refuseFile(file, error));
  let reader = await read(file).catch((error: unknown) => refuseFile(file, error));
  return {
    get builtAt() {
      return reader.metadata.buildEpoch.getTime();
    },
    locate(ip) {
      const place = locate(reader, ip);
      return place && isRough ? { text: place.text, country: place.country, precision: "country", isRough } : place;
    },
    async refresh() {
      try {
        const current = await versionOf(file);
        if (current === version) return;
        version = current;
        reader = await read(file);
        log.info({ file }, "places read again");
      } catch (error) {
        log.warn({ file, reason: (error as Error).message }, "places not read, the earlier ones stay in use");
      }
    },
  };
}

/** The package of a table of countries, from the registries' own public data (docs/decisions/0053). */
export const countryTable = "@ip-location-db/geo-whois-asn-country-mmdb";

/** Its file, where it is installed. */
export function findCountryTable(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`${countryTable}/geo-whois-asn-country.mmdb`);
  } catch {
    return undefined;
  }
}

function refuseFile(file: string, error: unknown): never {
  throw new ConfigError(`MORTISE_GEOIP_DATABASE: ${file} cannot be used. ${(error as Error).message}`);
}

async function versionOf(file: string): Promise<string> {
  const { mtimeMs, size, ino } = await inTime(stat(file));
  return [mtimeMs, size, ino].join(":");
}

const metadataMarker = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");
/** Where the format has it, at the end. */
const metadataBytes = 128 * 1024;
/** The largest of MaxMind's own has half of it. */
const largestBytes = 1024 ** 3;
const readSeconds = 20;

// The library's own watching would end the process when the new file is broken; so it is read anew, and swapped whole.
async function read(file: string): Promise<Reader<CityResponse>> {
  const content = await inTime(readWhole(file));
  if (!content.subarray(-metadataBytes).includes(metadataMarker))
    throw new Error("It is not in MaxMind's format (.mmdb).");
  const reader = new Reader<CityResponse>(content);
  const { databaseType, ipVersion } = reader.metadata;
  if (!/city|country|enterprise|location/i.test(databaseType))
    throw new Error(`It holds no places: its type is ${databaseType}. A City or Country database is needed.`);
  for (const ip of ["1.1.1.1", "203.0.113.1", ...(ipVersion === 6 ? ["2001:db8::1"] : [])]) reader.get(ip);
  return reader;
}

async function readWhole(file: string): Promise<Buffer> {
  const handle = await openPlainFile(file, constants.O_RDONLY);
  try {
    const { size } = await handle.stat();
    if (size > largestBytes) throw new Error("It is larger than 1 GiB.");
    const content = Buffer.alloc(size);
    for (let from = 0; from < size;) {
      const { bytesRead } = await handle.read(content, from, Math.min(4 * 1024 * 1024, size - from), from);
      if (bytesRead === 0) throw new Error("It became shorter while it was read.");
      from += bytesRead;
    }
    return content;
  } finally {
    await handle.close();
  }
}

function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Reading it took more than ${readSeconds} seconds.`)),
      readSeconds * 1000,
    );
  });
  // What comes after that, a fault too, is nobody's any more.
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function locate(reader: Reader<CityResponse>, ip: string): Place | null {
  const family = isIP(ip);
  // A client's address comes as IPv4 where it is one; what is still mapped did not come from a client.
  if (/^::ffff:/i.test(ip)) return null;
  if (family === 0 || (family === 6 && reader.metadata.ipVersion === 4)) return null;
  try {
    const found = reader.get(ip);
    return found && toPlace(found);
  } catch {
    // A file that is broken in the middle knows nothing of this address; no request fails for that.
    return null;
  }
}

// What a broken or foreign file holds need not look like this: everything is checked before it is believed.
interface FileRecord {
  /** As tables of nothing but countries have it. */
  readonly country_code?: unknown;
  readonly country?: { readonly iso_code?: unknown; readonly names?: { readonly en?: unknown } };
  readonly city?: { readonly names?: { readonly en?: unknown } };
  readonly subdivisions?: readonly { readonly names?: { readonly en?: unknown } }[];
  readonly location?: { readonly latitude?: unknown; readonly longitude?: unknown; readonly accuracy_radius?: unknown };
}

function toPlace({ country: found, country_code: code, city, subdivisions, location }: FileRecord): Place | null {
  const given = found?.iso_code ?? code;
  const country = typeof given === "string" ? given : "";
  const official = countryNameOf(country);
  if (official === undefined) return null;
  const countryName = nameOf(found) ?? official;
  const cityName = nameOf(city);
  const region = nameOf(subdivisions?.[0]);
  const nearer = cityName ?? region;
  if (nearer === undefined) return { text: countryName, country, precision: "country" };
  const precision = cityName === undefined ? "region" : "city";
  return {
    text: `${nearer}, ${countryName}`,
    country,
    precision,
    ...(region !== undefined && { region }),
    ...degreesOf(location),
  };
}

function degreesOf({ latitude, longitude, accuracy_radius: radius }: FileRecord["location"] & object = {}) {
  if (typeof latitude !== "number" || typeof longitude !== "number") return {};
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return {};
  return { latitude, longitude, radiusKm: typeof radius === "number" ? radius : 0 };
}

// Whoever made the file wrote the names: none carries markup into a page or a mail.
function nameOf(named: { names?: { en?: unknown } } | undefined): string | undefined {
  const name = named?.names?.en;
  if (typeof name !== "string") return undefined;
  return (
    name
      .replaceAll(/[^\p{L}\p{M}\p{N} .,'’()/-]/gu, "")
      .slice(0, 80)
      .trim() || undefined
  );
}

const countryNames = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** A country's English name; undefined for what is no country's code. */
function countryNameOf(code: string): string | undefined {
  // XX, T1 (no two letters) and ZZ are how proxies say that they do not know.
  if (!/^[A-Z]{2}$/.test(code) || code === "XX" || code === "ZZ") return undefined;
  return countryNames.of(code);
}

/** The place a proxy's country header names; null when it names none. */
export function placeOfCountry(header: string | null | undefined): Place | null {
  const country = withoutSpace(header ?? "").toUpperCase();
  const text = countryNameOf(country);
  return text === undefined ? null : { text, country, precision: "country" };
}
