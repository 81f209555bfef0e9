import { countryTowns } from "./country-towns.ts";

/** A place as far as the rule needs it. */
export interface Whereabouts {
  readonly country: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly radiusKm?: number;
}

/** No airliner is faster, and nothing nearer than this says anything: addresses are placed that badly. */
const planeKmPerHour = 1000;
const leastKm = 500;
/** What two countries are given when nothing nearer is known: farther than neighbours' principal towns are from each other. */
const countrySlackKm = 2500;

/** Whether the country changed faster than a plane flies. */
export function decideImpossibleTravel(from: Whereabouts & { at: number }, to: Whereabouts, now: number): boolean {
  if (from.country === to.country) return false;
  const km = leastDistanceKm(from, to);
  if (km === null || km <= leastKm) return false;
  const hours = Math.max(0, now - from.at) / 3_600_000;
  return km > planeKmPerHour * hours;
}

/** How far apart two places are at least; null when one of them cannot be placed at all. */
export function leastDistanceKm(from: Whereabouts, to: Whereabouts): number | null {
  const [a, b] = [pointOf(from), pointOf(to)];
  if (a && b) return Math.max(0, greatCircleKm(a, b) - (from.radiusKm ?? 0) - (to.radiusKm ?? 0));
  const [starts, ends] = [pointsOf(from), pointsOf(to)];
  if (starts.length === 0 || ends.length === 0) return null;
  const nearest = Math.min(...starts.flatMap((start) => ends.map((end) => greatCircleKm(start, end))));
  return Math.max(0, nearest - countrySlackKm);
}

type Point = readonly [latitude: number, longitude: number];

function pointOf({ latitude, longitude }: Whereabouts): Point | undefined {
  return latitude === undefined || longitude === undefined ? undefined : [latitude, longitude];
}

function pointsOf(place: Whereabouts): readonly Point[] {
  const point = pointOf(place);
  return point ? [point] : (countryTowns.get(place.country) ?? []);
}

/** Along the surface of a sphere (haversine). */
function greatCircleKm([fromLatitude, fromLongitude]: Point, [toLatitude, toLongitude]: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (degrees: number): number => Math.sin(radians(degrees) / 2) ** 2;
  const part =
    half(toLatitude - fromLatitude) +
    Math.cos(radians(fromLatitude)) * Math.cos(radians(toLatitude)) * half(toLongitude - fromLongitude);
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(part)));
}
