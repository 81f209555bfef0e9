import type { Precision } from "./states.ts";

/** A place as well as it is known. */
export interface Place {
  /** "Hamburg, Germany". */
  readonly text: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly precision: Precision;
  /** The part of the country, where it is known. */
  readonly region?: string;
  /** Degrees; absent when only the country is known. */
  readonly latitude?: number;
  readonly longitude?: number;
  /** From a table of countries that nobody chose: it is shown, and holds nobody up. */
  readonly isRough?: true;
  /** How far off the degrees may be. */
  readonly radiusKm?: number;
}

/** A browser and its system in words a person knows. Never a raw header. */
export interface Device {
  /** "Chrome", or "Unknown browser". */
  readonly browser: string;
  /** "156"; null when it is unknown. */
  readonly version: string | null;
  /** "macOS", or an empty text. */
  readonly os: string;
  /** "Chrome 156 on macOS". */
  readonly text: string;
}
