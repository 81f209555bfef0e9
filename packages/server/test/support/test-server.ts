import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { publishCheckpoint } from "../../src/audit/log/witness/publish-checkpoint.ts";
import { sealLog } from "../../src/audit/log/seal-log.ts";
import { raiseAlerts } from "../../src/alerts/raise-alerts.ts";
import { assemble } from "../../src/assemble.ts";
import type { Mortise } from "../../src/embedding.ts";
import { readConfig } from "../../src/config/config.ts";
import { maintain } from "../../src/maintenance.ts";
import { openServices } from "../../src/open-services.ts";
import type { Log, Services } from "../../src/services.ts";
import { ask } from "./ask.ts";
import { createDatabase, type Dialect } from "./databases.ts";
import { watchAnswers } from "./answers.ts";
import { noteEvents } from "./events-seen.ts";
import { holdPlans } from "./plans.ts";
import { holdProofsToBound } from "./proofs-kept.ts";

/** A key of no worth outside the tests. */
export const testRootKey = Buffer.alloc(32, 7).toString("base64");

/** A whole server on a free port, with a clock that only the test moves. */
export interface TestServer {
  readonly url: string;
  readonly databaseUrl: string;
  readonly services: Services;
  readonly mortise: Mortise;
  /** Everything logged so far, as JSON lines. */
  readonly logged: string[];
  readonly clock: Clock;
  maintain(): Promise<void>;
  /** Seals everything recorded so far. */
  seal(): Promise<void>;
  /** Tells the witnesses. */
  publish(): Promise<void>;
  /** Seals, and tells everyone who is to hear of it. Absent for servers in a process of their own. */
  readonly settle?: () => Promise<void>;
  close(): Promise<void>;
}

export interface Clock {
  now(): number;
  advance(seconds: number): void;
}

export function createClock(start = Date.UTC(2026, 10, 22, 9, 0, 0)): Clock {
  let at = start;
  return {
    now: () => at,
    advance(seconds) {
      at += seconds * 1000;
    },
  };
}

/** A clock that never shows the same millisecond twice, as real ones do under load. */
export function createCreepingClock(): Clock {
  const clock = createClock();
  return {
    now() {
      clock.advance(0.001);
      return clock.now();
    },
    advance: (seconds) => clock.advance(seconds),
  };
}

export interface TestServerOptions {
  readonly settings?: Record<string, string>;
  /** A database to share with another server; it is then not dropped at the end. */
  readonly databaseUrl?: string;
  readonly clock?: Clock;
  /** Nothing runs but what requests ask for: no outbox sender, no maintenance. For tests that count work. */
  readonly quiet?: boolean;
  /** Hashes passwords as deployments do. For tests of passwords, of timing and of what happens at once; the others would only wait. */
  readonly realPasswordCost?: boolean;
}

/** The least Argon2id takes. */
const cheapPasswordCost = { memoryCost: 8, timeCost: 1, parallelism: 1 };

export async function startServer(
  dialect: Dialect,
  {
    settings = {},
    databaseUrl,
    clock = createClock(),
    quiet = false,
    realPasswordCost = false,
  }: TestServerOptions = {},
): Promise<TestServer> {
  // The pages it serves are those of the bundle.
  await ask("build");
  const created = databaseUrl ? undefined : await createDatabase(dialect, { isMigrated: true });
  const listening = await listen();
  const { port } = listening.address() as AddressInfo;
  const config = readConfig({
    MORTISE_PORT: String(port),
    MORTISE_PUBLIC_URL: `http://localhost:${port}`,
    MORTISE_DATABASE_URL: databaseUrl ?? created?.url,
    MORTISE_ROOT_KEY: testRootKey,
    ...settings,
  });
  const logged: string[] = [];
  const note = (facts: object, message: string): void => void logged.push(JSON.stringify({ ...facts, message }));
  const log: Log = { info: note, warn: note, error: note };
  const opened = await openServices({
    config,
    log,
    now: clock.now,
    // What a test moves is the passing of time.
    steady: clock.now,
    sendsMail: !quiet,
    ...(!realPasswordCost && { passwordCost: cheapPasswordCost }),
  });
  const mortise = assemble(opened, { maintains: !quiet });
  // The port had to be known before the settings; its requests now go to the real server.
  const inner = mortise.createServer();
  const undeclared: string[] = [];
  listening.on("request", (request, response) => {
    watchAnswers(request, response, config.basePath, undeclared);
    inner.emit("request", request, response);
  });
  for (const event of ["checkExpectation", "clientError"])
    listening.on(event, (...given: unknown[]) => inner.emit(event, ...given));
  return {
    url: `http://127.0.0.1:${port}`,
    databaseUrl: config.databaseUrl,
    services: opened.services,
    mortise,
    logged,
    clock,
    maintain: () => maintain(opened.services),
    seal: () => sealLog(opened.services),
    async publish() {
      const never = new AbortController().signal;
      await Promise.all(config.witnesses.map((witness) => publishCheckpoint(opened.services, witness, never)));
    },
    async settle() {
      await sealLog(opened.services);
      await raiseAlerts(opened.services);
    },
    async close() {
      listening.closeAllConnections();
      await new Promise((resolve) => void listening.close(resolve));
      await noteEvents(opened.services.database.read);
      await holdProofsToBound(opened.services.database.read);
      await holdPlans();
      await mortise.close();
      await created?.drop();
      if (undeclared.length > 0) throw new Error(`Not in openapi.json:\n${[...new Set(undeclared)].join("\n")}`);
    },
  };
}

/** The same for all tests of a block: filled once they run, and closed after them. */
export function setServer(dialect: Dialect, options: TestServerOptions = {}): TestServer {
  const server = {} as TestServer;
  beforeAll(async () => {
    Object.assign(server, await startServer(dialect, options));
  });
  afterAll(() => server.close());
  return server;
}

function listen(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer({ requireHostHeader: false }).listen(0, "127.0.0.1", () => resolve(server));
    // Connections end with the server, so that no request meets one that is just being closed.
    server.keepAliveTimeout = 0;
  });
}
