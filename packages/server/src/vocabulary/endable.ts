import type { ForgetReason, SessionEnd } from "./events/words.ts";

/**
 * Everything that opens the door or is on its way to. Whoever keeps another kind names it here: it does not compile until there is
 * what ends it (enders.ts) and every reason says whether it ends it (rules/ending/what-ends.ts).
 */
export const endables = [
  "attempts",
  "sessions",
  "identities",
  "rememberedDevices",
  "knownDevices",
  "pendingBindings",
  "emailChanges",
  "passwordResets",
  "invitations",
] as const;

export type Endable = (typeof endables)[number];

/** What is said of each where it ends: a word of its events, where it has some. */
export type EndWords = Record<Exclude<Endable, "sessions" | "rememberedDevices">, "ends"> & {
  readonly sessions: SessionEnd;
  readonly rememberedDevices: ForgetReason;
};

/** What everything is ended of. */
export type Ended =
  | { readonly of: "account"; readonly accountId: string }
  | { readonly of: "membership"; readonly organizationId: string; readonly accountId: string }
  /** Everybody who came in by it, or one account as far as it did. */
  | {
      readonly of: "connection";
      readonly organizationId: string;
      readonly connectionId: string;
      readonly accountId?: string;
    }
  | { readonly of: "directory-person"; readonly organizationId: string; readonly accountId: string };

/** What there is of a connection; everything else is an account's. */
type OfConnections = "attempts" | "sessions" | "identities";
export type EndedOf<Of extends Endable> = Of extends OfConnections
  ? Ended
  : Exclude<Ended, { readonly of: "connection" }>;
