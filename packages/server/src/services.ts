import type { Device, Place } from "./vocabulary/whereabouts.ts";
import type { ConnectionKind, Vouched } from "./vocabulary/sso.ts";
import type { Endable, EndedOf, EndWords } from "./vocabulary/endable.ts";
import type { Actor } from "./vocabulary/events/actors.ts";
import type { RefusedReason, TextMessageRefusal } from "./vocabulary/events/words.ts";
import type { Config } from "./config/config.ts";
import type { Id, IdPrefix } from "./crypto/ids.ts";
import type { Keys } from "./crypto/keys.ts";
import type { PasswordHasher } from "./crypto/password-hash.ts";
import type { Random } from "./crypto/random.ts";
import type { Database, Durability, Reader, Tx } from "./database/database.ts";
import type { EndReason } from "./rules/ending/what-ends.ts";
import type { Holding } from "./rules/policies/held/held-places.ts";

/** The outside world, as far as it may be looked at while a transaction runs. Nothing else reads a clock or a generator. */
export interface World {
  readonly config: Config;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly random: Random;
  readonly keys: Keys;
  readonly log: Log;
  readonly textMessages: TextMessageCounts;
  /** Sign-ins rejected since this process started; those of addresses without an account are events without a name. */
  readonly rejectedSignIns: { known: number; unknown: number };
  /** Answers of identity providers since this process started, for metrics. */
  readonly providerAnswers: Readonly<Record<ConnectionKind, { accepted: number; refused: number; unasked: number }>>;
  newId<Prefix extends IdPrefix>(prefix: Prefix): Id<Prefix>;
}

/** The world and a place to read: the database as it stands, or as a running transaction sees it. */
export interface View extends World {
  readonly read: Reader;
}

/**
 * One transaction under way: all of it is written, or nothing. It has neither a second transaction to open nor anything slow
 * to wait for, so neither can be done inside it.
 */
export interface Work extends View {
  readonly tx: Tx;
  /** What ends each kind of thing that opens the door, whichever slice keeps it: see `endEverything`. */
  readonly enders: Enders;
  /** Links whom an identity provider named to the account they have shown to be theirs: `sso/` keeps what is asked for that. */
  readonly linkShown: LinkShown;
  /** Tells the outbox that this transaction holds mail for it. */
  announceMail(): void;
}

/** Why everything of something ends, by whom, and what goes on all the same. */
export interface WhyEnded<Reason extends EndReason = EndReason> {
  readonly reason: Reason;
  readonly by: {
    readonly actor: Actor;
    readonly client?: Client | undefined;
    readonly sessionId?: string | null;
    readonly organizationId?: string;
  };
  /** The session and device that ask, where they are their owner's. */
  readonly keeps?: { readonly sessionId: string | null; readonly deviceId: string | null };
  /** Of what an account has sent, only what it sent since then. */
  readonly since?: number;
}

/** Ends all of one kind in the transaction given. Answers how many. */
export type Ender<Of extends Endable> = (
  work: Work,
  ended: EndedOf<Of>,
  why: WhyEnded & { readonly word: EndWords[Of] },
) => Promise<number>;
export type Enders = { readonly [Of in Endable]: Ender<Of> };

/** The identity's id; undefined where the rule says no by now. */
export type LinkShown = (
  work: Work,
  shown: { readonly vouched: Vouched; readonly accountId: string; readonly client: Client },
) => Promise<string | undefined>;

/** The outside world, as the first argument of every use case. */
export interface Services extends View {
  readonly database: Database;
  /** Runs work in one transaction: see `Database.transact`. Wakes the outbox when a message was put into it. */
  transact<Result>(work: (work: Work) => Promise<Result>, durability?: Durability): Promise<Result>;
  readonly passwords: PasswordHasher;
  /** What tells whether a password became public elsewhere; null where the operator has set nothing. */
  readonly breached: BreachedPasswords | null;
  /** What accounts are held to by the organizations they belong to. */
  readonly holdings: HoldingCache;
  readonly workspaceUses: WorkspaceUses;
  /** Refused requests, for those who look for attacks. */
  readonly refusals: RefusalWatch;
  /** Asks DNS. */
  readonly resolver: Resolver;
  /** Where an address is, when the operator has given a file that tells; null when it is unknown. */
  locate(ip: string): Place | null;
  /** Reads that file again when it has changed. A broken one is logged, and the last good one stays in use. */
  refreshPlaces(): Promise<void>;
}

/** What DNS said: nothing for a name that is not there. Or that it did not say anything, which is no proof of absence. */
export type Resolved = { readonly found: readonly string[] } | { readonly unanswered: string };

/** Asks DNS: the servers of the settings, or the system's. Never throws, and takes some seconds at most; no longer than until a signal says so. */
export interface Resolver {
  /** Texts of a name's TXT records, each with its parts joined. */
  findTexts(name: string, ended?: AbortSignal): Promise<Resolved>;
  /** Addresses of a name, IPv4 and IPv6. */
  findAddresses(name: string, ended?: AbortSignal): Promise<Resolved>;
}

/** Passwords that became public elsewhere. */
export interface BreachedPasswords {
  /** `unknown`: it could not be asked in time. Never throws. */
  find(password: string): Promise<"breached" | "clean" | "unknown">;
  /** Whether asking stays on this machine. */
  readonly isLocal: boolean;
  /** Whether a failure may be recorded now: once a minute. */
  mayTell(now: number): boolean;
  close?(): Promise<void>;
}

/** What was read of accounts' holdings, for as long as it holds. */
export interface HoldingCache {
  /**
   * An account's holding. The epoch is that of the same read that found the session: a change on any server raises it in the
   * change's own transaction, so what was read before it is never used after it. Null for an account without memberships.
   */
  get(accountId: string, epoch: number | null): Holding | Promise<Holding>;
}

/** When sessions last acted in workspaces that have limits of their own. */
export interface WorkspaceUses {
  /** As far as this server knows; another may know of a later use, never is it earlier. */
  known(sessionId: string, workspaceId: string): number | null;
  /** As all servers know. */
  find(sessionId: string, workspaceId: string): Promise<number | null>;
  /** Notes a use, at most once a minute after the one before, as far as the caller knows of one. */
  note(
    sessionId: string,
    workspaceId: string,
    use: { readonly at: number; readonly lastUsedAt: number | null; readonly idleSeconds: number },
  ): Promise<void> | undefined;
}

/** A refused request, as far as it is told. */
export interface NotedRefusal {
  readonly reason: RefusedReason;
  readonly route: string;
  readonly accountId: string | null;
  readonly sessionId: string | null;
  /** Whose permission was missing. */
  readonly organizationId: string | null;
  readonly client: Client;
}

/** Counts refused requests of this server, and tells of them in events: few, however many they are. */
export interface RefusalWatch {
  note(refusal: NotedRefusal): Promise<void>;
  /** Tells what is left of windows that are over; of all, when the server ends. */
  tell(isAll?: boolean): Promise<void>;
}

/** What became of text messages since this process started, for metrics. */
export interface TextMessageCounts {
  sent: number;
  failed: number;
  readonly refused: Record<TextMessageRefusal, number>;
}

/** The part of pino's interface in use. Never given a secret. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** What a request tells of who sends it; comes with every use case that a person starts. */
export interface Client {
  readonly requestId: string;
  readonly ip: string;
  /** Where the request comes from; null when it is unknown. Looked up when first asked for. */
  readonly place: Place | null;
  /** Read from User-Agent when first asked for. */
  readonly device: Device;
  /** From the signed device cookie; null for a browser never seen, and for other programs. */
  readonly deviceId: string | null;
  /** What the browser was given when somebody signed up in it; null elsewhere. */
  readonly signUpSecret: string | null;
  /** What the browser was given when it began an attempt that may leave for an identity provider; null elsewhere. */
  readonly attemptSecret: string | null;
  /** What the browser was given when it opened a set-up link; null elsewhere. */
  readonly setupSecret: string | null;
  /** Whether it is a program that holds its session token itself, rather than a browser with a cookie. */
  readonly isTokenCaller: boolean;
  /** Whether a page asks by itself, without anybody having done anything: no activity. */
  readonly isBackground: boolean;
  /** Whether it takes a new token for its session: a browser does, and a program that says so. */
  readonly takesNewToken: boolean;
}
