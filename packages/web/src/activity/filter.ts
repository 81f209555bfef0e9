import { useState } from "react";
import type { EventKind } from "../app/api-types.ts";
import type { Zone } from "../parts/zone-select.tsx";
import { anyDate, periodWords, rangeOf, type Period } from "./period.ts";
import { kindText } from "./strings.ts";

/** Whose events: the signed-in account's, everyone's, or those of one organization, by its id. */
export type Scope = "account" | "deployment" | { organization: string };

// Of its members' own affairs an organization sees what concerns it, never these (docs/decisions/0033).
const personal: readonly EventKind[] = ["sign-in", "password", "account", "alert"];

/** The kinds a scope's log can hold: a filter that could only ever be empty is not offered. */
export function kindsOf(scope: Scope): EventKind[] {
  const kinds = Object.keys(kindText) as EventKind[];
  return typeof scope === "string" ? kinds : kinds.filter((kind) => !personal.includes(kind));
}

/** Where a scope's events are asked for, as one word. */
export function scopeKey(scope: Scope): string {
  return typeof scope === "string" ? scope : scope.organization;
}

export interface EventFilter {
  kind: "any" | EventKind;
  period: Period;
  /** One account of the deployment's, and how it is called. */
  account: { id: string; name: string } | null;
  /** What is looked for in the text; in an organization's log only. */
  search: string;
}

export const everyEvent: EventFilter = { kind: "any", period: anyDate, account: null, search: "" };

export function isEveryEvent({ kind, period, account, search }: EventFilter): boolean {
  return kind === "any" && account === null && search === "" && periodWords(period) === undefined;
}

/** What a list of events is narrowed to, and how its times are read. */
export function useFilterState() {
  const [filter, setFilter] = useState(everyEvent);
  const [zone, setZone] = useState<Zone>("utc");
  return { filter, setFilter, zone, setZone };
}

export type FilterState = ReturnType<typeof useFilterState>;

/** The filter as the server is asked for it. */
export function queryOf({ kind, period }: EventFilter, zone: Zone, now: number) {
  return { ...(kind !== "any" && { kind }), ...rangeOf(period, zone, now) };
}
