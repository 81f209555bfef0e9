import type { Attempt, Kind, Way } from "../app/api-types.ts";
import type { IconName } from "../parts/icon.tsx";

/** The kinds this page can ask for. A kind it does not know is left out, not shown broken. */
export type ProvableKind = Extract<Kind, "password" | "totp" | "recovery-code">;

export const kindIcons: Record<ProvableKind, IconName> = { password: "lock", totp: "phone", "recovery-code": "sheet" };

/** All ways of one kind: any of its authenticators will do. */
export interface WayOfKind {
  kind: ProvableKind;
  names: string[];
  preferred: boolean;
}

const order: ProvableKind[] = ["totp", "password", "recovery-code"];

/** What may be proved now, the preferred first and recovery codes last. */
export function waysOf(attempt: Attempt): WayOfKind[] {
  return order
    .map((kind) => wayOf(kind, attempt.acceptable))
    .filter((way) => way !== undefined)
    .sort((left, right) => Number(right.preferred) - Number(left.preferred));
}

function wayOf(kind: ProvableKind, acceptable: Way[]): WayOfKind | undefined {
  const ways = acceptable.filter((way) => way.kind === kind);
  if (ways.length === 0) return undefined;
  const preferredFirst = ways.toSorted((left, right) => Number(right.preferred) - Number(left.preferred));
  const names = preferredFirst.map((way) => way.name).filter((name) => name !== undefined);
  return { kind, names, preferred: ways.some((way) => way.preferred) };
}
