import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { rekeyAddresses } from "./accounts/rekey-addresses.ts";
import { refuseBehind } from "./audit/log/own-checkpoint.ts";
import { createRefusalWatch } from "./audit/refusals.ts";
import { openBreached } from "./authenticators/password/breached/open-breached.ts";
import { ConfigError } from "./config/config-error.ts";
import { type Config } from "./config/config.ts";
import { newId } from "./crypto/ids.ts";
import { createPasswordHasher, type PasswordCost } from "./crypto/password-hash.ts";
import { systemRandom } from "./crypto/random.ts";
import type { Database } from "./database/database.ts";
import { openDatabase } from "./database/open-database.ts";
import { sqlitePath } from "./database/sqlite-path.ts";
import { findUnusable } from "./database/usable.ts";
import { isNotAllowed } from "./database/dialects.ts";
import { listDue, migrate } from "./database/migrate.ts";
import { openTextTransport } from "./delivery/text-transport.ts";
import { openTransport } from "./delivery/transport.ts";
import { openPlaces } from "./geoip.ts";
import { createResolver } from "./outside/resolver.ts";
import { createHoldingCache } from "./policies/holding-cache.ts";
import { createWorkspaceUses } from "./policies/workspace-uses.ts";
import { createOwnWork } from "./own-work.ts";
import { checkRootKey, openKeys } from "./root-keys.ts";
import { enders } from "./enders.ts";
import { linkShown } from "./sso/flow/link-shown.ts";
import type { Log, Services, View } from "./services.ts";

/** The services of a running deployment, and how to end them. */
export interface OpenedServices {
  readonly services: Services;
  readonly migrated: readonly string[];
  /** Looks into the outbox at once. */
  sendMail(): void;
  /** Begins to send, seal and tell, where that was left to another. */
  startWorking(): Promise<void>;
  /** Ends what goes on by itself: sending, sealing, telling. Takes three seconds at most, whoever does not answer. */
  stopWorking(): Promise<void>;
  /** The same, and then the database. */
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly config: Config;
  readonly log: Log;
  readonly now?: () => number;
  /** A clock nobody sets, in milliseconds from anywhere. */
  readonly steady?: () => number;
  /** False for commands, which leave mail, alerts and the sealing of the log to a running server; and for workers, of which one does it. */
  readonly sendsMail?: boolean;
  /** Tells whoever sends that there is something to send, where that is another. */
  readonly announceMail?: () => void;
  /** Whether a database is opened that is behind its own checkpoint: by the command that says it is meant. */
  readonly takesAnyDatabase?: boolean;
  /** What hashing a password costs. Tests give it; no setting does. */
  readonly passwordCost?: PasswordCost | undefined;
}

/** The clock of this machine, for what runs without services. */
export const systemNow = (): number => Date.now();

/** Opens the database, brings it up to date, checks the root key and starts the outbox. */
export async function openServices({
  config,
  log,
  now = Date.now,
  steady = () => performance.now(),
  sendsMail = true,
  announceMail = () => {},
  takesAnyDatabase = false,
  passwordCost,
}: OpenOptions): Promise<OpenedServices> {
  const { locate, refresh: refreshPlaces } = await openPlaces(config.geoipDatabase, log);
  const breached = await openBreached(config.breachedPasswords);
  const transports = [openTransport(config), openTextTransport(config, now)];
  const database = openConfigured(config, log);
  const keys = await openKeys(config, database.read).catch(async (error: unknown) => {
    await closeAll({ database, breached });
    throw error;
  });
  const given = { config, database, keys, log, now, locate, refreshPlaces, breached };
  const sendMail = (): void => (work.isUnderWay() ? work.wake() : announceMail());
  const services = createServices(given, sendMail, passwordCost);
  const work = createOwnWork(services, transports, steady);
  try {
    await refuseUnusable(database);
    if (!takesAnyDatabase) await refuseBehind(services);
    const migrated = await migratePatiently(config, database, now);
    await checkRootKey(database, keys);
    await rekeyAddresses(services);
    if (sendsMail) await work.start();
    const { start: startWorking, stop: stopWorking } = work;
    const close = (): Promise<void> => stopWorking().then(() => closeAll(given));
    return { services, migrated, sendMail, startWorking, stopWorking, close };
  } catch (error) {
    await closeAll(given);
    throw error;
  }
}

function openConfigured({ databaseUrl, ...config }: Config, log: Log): Database {
  const path = sqlitePath(databaseUrl);
  if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  return openDatabase(databaseUrl, {
    poolSize: Math.floor(config.databasePool / config.workers),
    nameStatements: config.databaseStatementNames,
    timeoutSeconds: config.databaseTimeoutSeconds,
    warn: (message) => log.warn({ setting: "MORTISE_DATABASE_STATEMENT_NAMES" }, message),
  });
}

async function closeAll({ database, breached }: Pick<Given, "database" | "breached">): Promise<void> {
  await Promise.all([database.close(), breached?.close?.()]);
}

async function refuseUnusable(database: Database): Promise<void> {
  const unusable = await findUnusable(database);
  if (unusable) throw new ConfigError(`MORTISE_DATABASE_URL: ${unusable}.`);
}

// A migration takes as long as the tables are large, and waits for a server that migrates them already.
async function migratePatiently(config: Config, database: Database, now: () => number): Promise<string[]> {
  // SQLite has no such limits; its file is opened once a process, for to close it anywhere frees what is locked everywhere.
  if (database.dialect === "sqlite") return migrate(database, now);
  const limits = { poolSize: 1, nameStatements: config.databaseStatementNames, timeoutSeconds: null };
  // Ours among them would be ended under us, and found out by the next who asks.
  await database.letGo();
  const patient = openDatabase(config.databaseUrl, limits);
  try {
    return await migrate(patient, now);
  } catch (error) {
    if (!isNotAllowed(error)) throw error;
    throw new ConfigError(
      `MORTISE_DATABASE_URL: this role may not make tables, and migrations are due (${(await listDue(patient)).join(", ")}). Run \`mortise migrate\` as the role that owns the database, then start again.`,
    );
  } finally {
    await patient.close();
  }
}

type Given = Pick<Services, "config" | "database" | "keys" | "log" | "now" | "locate" | "refreshPlaces" | "breached">;

function createServices(given: Given, sendMail: () => void, cost: PasswordCost | undefined): Services {
  const { config, database, now } = given;
  const world: View = {
    ...{ config, now, keys: given.keys, log: given.log, random: systemRandom },
    read: database.read,
    textMessages: {
      sent: 0,
      failed: 0,
      refused: { "too-soon": 0, "number-limit": 0, "account-limit": 0, "deployment-limit": 0, country: 0 },
    },
    rejectedSignIns: { known: 0, unknown: 0 },
    providerAnswers: { oidc: { ...noAnswers }, saml: { ...noAnswers } },
    newId: (prefix) => newId(prefix, now(), systemRandom),
  };
  const transact = transactIn(world, database, sendMail);
  return {
    ...world,
    ...{ database, transact, locate: given.locate, refreshPlaces: given.refreshPlaces, breached: given.breached },
    resolver: createResolver(config),
    holdings: createHoldingCache(world),
    workspaceUses: createWorkspaceUses({ read: database.read, database }),
    refusals: createRefusalWatch(world, transact),
    passwords: createPasswordHasher({ ...hashingOf(config), cost }),
  };
}

const noAnswers = { accepted: 0, refused: 0, unasked: 0 };

// Each hash takes 19 MiB: what is set for the server, its workers have together.
function hashingOf({ workers, hashQueue }: Config): { readonly concurrency: number; readonly queueLimit: number } {
  const share = (of: number): number => Math.ceil(of / workers);
  return { concurrency: share(availableParallelism()), queueLimit: share(hashQueue) };
}

function transactIn(world: View, database: Database, sendMail: () => void): Services["transact"] {
  return async (work, durability) => {
    const done = await database.transact(async (tx) => {
      let hasMail = false;
      const announceMail = (): void => void (hasMail = true);
      const result = await work({ ...world, tx, read: tx, enders, linkShown, announceMail });
      return { result, hasMail };
    }, durability);
    if (done.hasMail) sendMail();
    return done.result;
  };
}
