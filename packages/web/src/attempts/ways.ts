import type { Attempt, Kind, Way } from "../app/api-types.ts";
import type { IconName } from "../parts/icon.tsx";
import { knowsPasskeys } from "../passkeys/capabilities.ts";

export const kindIcons: Record<Kind, IconName> = {
  password: "lock",
  totp: "phone",
  passkey: "passkey",
  phone: "message",
  "recovery-code": "sheet",
};

/** One authenticator among those of its kind. */
export interface NamedWay {
  id: string;
  name: string;
}

/** All ways of one kind. */
export interface WayOfKind {
  kind: Kind;
  /** Of passkeys: whether those bound are security keys, to be called that. */
  securityKeys: "all" | "some" | "none";
  /** Those that have names, the preferred first. */
  named: NamedWay[];
  preferred: boolean;
}

/** What may be proved now, in the server's order: the preferred first, then the strongest. */
export function waysOf({ acceptable }: Pick<Attempt, "acceptable">): WayOfKind[] {
  const kinds = [...new Set(acceptable.map((way) => way.kind))].filter(isShown);
  return kinds.map((kind) => wayOf(acceptable.filter((way) => way.kind === kind)));
}

/** A kind this page does not know is left out, not shown broken; so are passkeys where the browser has none. */
function isShown(kind: Kind): boolean {
  return kind === "passkey" ? knowsPasskeys() : Object.hasOwn(kindIcons, kind);
}

function wayOf(ways: Way[]): WayOfKind {
  const [first] = ways;
  if (first === undefined) throw new Error("A kind without a way.");
  return {
    kind: first.kind,
    securityKeys: ways.every((way) => way.securityKey) ? "all" : ways.some((way) => way.securityKey) ? "some" : "none",
    named: ways.flatMap(({ id, name }) => (id === undefined || name === undefined ? [] : [{ id, name }])),
    preferred: ways.some((way) => way.preferred),
  };
}

export function namesOf(way: WayOfKind | undefined): string[] {
  return way?.named.map(({ name }) => name) ?? [];
}

/** True when only a passkey can go on, and this browser has none. */
export function needsOtherBrowser({ acceptable }: Pick<Attempt, "acceptable">): boolean {
  return acceptable.length > 0 && acceptable.every((way) => way.kind === "passkey") && !knowsPasskeys();
}
