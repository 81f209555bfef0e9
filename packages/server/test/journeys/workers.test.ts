import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lookAtWorkers } from "../../src/commands/doctor/examine.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { createMortise } from "../../src/index.ts";
import { createDatabase, dialects, type Dialect, type TestDatabase } from "../support/databases.ts";
import { createOrganization, inviteAndJoin } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { freePort, type ServerProcess, startProcess } from "../support/server-process.ts";
import { type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";
import { testRootKey } from "../support/test-server.ts";
import { asServer, childrenOf, connectToEach, type Connection, countChecks } from "../support/workers.ts";

/** A server with two workers, on an empty database. */
function setWorkers(dialect: Dialect, settings: () => Record<string, string> = () => ({})) {
  const at = {} as { database: TestDatabase; server: ServerProcess; url: string; environment: Record<string, string> };
  beforeAll(async () => {
    at.database = await createDatabase(dialect);
    const port = await freePort();
    at.url = `http://localhost:${port}`;
    at.environment = {
      MORTISE_PORT: String(port),
      MORTISE_DATABASE_URL: at.database.url,
      MORTISE_ROOT_KEY: testRootKey,
      MORTISE_WORKERS: "2",
      ...settings(),
    };
    at.server = await startProcess(at.environment);
  });
  afterAll(async () => {
    if (at.server.process.exitCode === null) await at.server.end("SIGTERM");
    await at.database.drop();
  });
  return at;
}

const cookieOf = ({ cookies }: Person) => ({ cookie: `mortise=${cookies.get("mortise")}` });

describe.each(dialects)("a server with two workers, on %s", (dialect) => {
  const at = setWorkers(dialect);
  let connections: readonly Connection[];
  let maya: Person;
  beforeAll(async () => {
    maya = await (await new Person(asServer(at.url)).signUp()).signIn();
    connections = await connectToEach(at.url, 2);
  });
  afterAll(() => connections.forEach((connection) => connection.close()));

  test("says so, and counts what both have answered", async () => {
    expect(at.server.output()).toContain("2 workers");
    const before = await countChecks(at.url);
    for (const connection of connections) for (let i = 0; i < 3; i++) await connection.get("/v1/session");
    const after = await countChecks(at.url);
    expect([1, 2].map((worker) => after.get(worker)! - before.get(worker)!)).toEqual([3, 3]);
    const text = await (await fetch(`${at.url}/metrics`)).text();
    const found = Number(/mortise_session_checks\{outcome="refused"\} (\d+)/.exec(text)?.[1]);
    expect(found).toBe([...after.values()].reduce((sum, count) => sum + count));
  });

  test("a session that ended in one is out at the next request to the other", async () => {
    // Both are busy reading meanwhile, so that whatever they keep for that is kept.
    let isOver = false;
    const busy = Array.from({ length: 24 }, async () => {
      while (!isOver) expectStatus(await maya.get("/v1/session"), 200);
    });
    for (let round = 0; round < 6; round++) {
      const here = await maya.elsewhere().signIn();
      const headers = cookieOf(here);
      for (const connection of connections) expect(await connection.get("/v1/session", headers)).toBe(200);
      expectStatus(await here.call("DELETE", "/v1/session"), 204);
      for (const connection of connections) expect(await connection.get("/v1/session", headers)).toBe(401);
    }
    isOver = true;
    await Promise.all(busy);
  });

  test("what somebody may no longer is refused at the next request to either", async () => {
    const noor = await (await new Person(asServer(at.url)).signUp()).signIn();
    const organization = await createOrganization(maya);
    const there = `/v1/session?organization=${organization.id}`;
    const answers = () => Promise.all(connections.map((connection) => connection.get(there, cookieOf(noor))));
    for (let round = 0; round < 3; round++) {
      expect(await answers()).toEqual([403, 403]);
      await inviteAndJoin(organization, noor);
      expect(await answers()).toEqual([200, 200]);
      expectStatus(await maya.post(`${organization.path}/members/${noor.accountId}/suspend`), 204);
      expect(await answers()).toEqual([403, 403]);
      expectStatus(await maya.call("DELETE", `${organization.path}/members/${noor.accountId}`), 204);
    }
  });

  test("what is good once is good once, and five wrong tries are five, whoever is asked", async () => {
    const noor = new Person(asServer(at.url));
    expectStatus(await noor.post("/v1/sign-up", { email: noor.email, password: noor.password, name: "Noor" }), 202);
    const token = await noor.mailedToken();
    const used = await Promise.all(
      Array.from({ length: 20 }, () => noor.elsewhere().post("/v1/email-verifications", { token })),
    );
    expect(used.filter(({ status }) => status === 200).length).toBe(1);
    const id = await noor.elsewhere().startSignIn();
    const before = await computed(at.url);
    const tries = await Promise.all(
      Array.from({ length: 50 }, () => noor.elsewhere().prove(id, { kind: "password", password: "Wrong-Horse-9" })),
    );
    expect(tries.filter(({ status }) => status === 200)).toEqual([]);
    expect((await computed(at.url)) - before).toBeLessThanOrEqual(5);
  });

  test("every event is sealed, once, in one order", async () => {
    const database = openDatabase(at.database.url);
    const events = () => database.read.selectFrom("events").select(["id", "leafIndex"]).orderBy("leafIndex").execute();
    await expect.poll(async () => (await events()).filter(({ leafIndex }) => leafIndex === null).length).toBe(0);
    const sealed = await events();
    expect(sealed.map(({ leafIndex }) => leafIndex)).toEqual(sealed.map((_, index) => index));
    await database.close();
  });
});

/** Password hashes computed so far, by all workers. */
async function computed(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^mortise_password_hashes (\d+)$/m.exec(text)?.[1]);
}

describe.each(dialects)("workers that are killed, on %s", (dialect) => {
  let sink: SmtpSink;
  beforeAll(async () => {
    sink = await startSmtpSink();
  });
  const at = setWorkers(dialect, () => ({ MORTISE_SMTP_URL: sink.url }));
  afterAll(() => sink.close());

  const signUp = async (email: string): Promise<void> => {
    const body = { email, password: "Correct-Horse9", name: "P" };
    expectStatus(await new Person(asServer(at.url)).post("/v1/sign-up", body), 202);
  };
  const mailsTo = (email: string) => sink.messages.filter((raw) => raw.includes(`To: ${email}`)).length;

  test("mails go out once each", async () => {
    const people = Array.from({ length: 12 }, (_, number) => `first${number}@example.com`);
    await Promise.all(people.map(signUp));
    await Promise.all(people.map((email) => sink.find((raw) => raw.includes(`To: ${email}`))));
    expect(people.map(mailsTo)).toEqual(people.map(() => 1));
  });

  test("others answer, they come back, and whoever is left seals and sends", async () => {
    const root = at.server.process.pid!;
    for (let round = 0; round < 4; round++) {
      const [oldest, youngest] = [...childrenOf(root)].sort((a, b) => a - b);
      const killed = round % 2 === 0 ? oldest! : youngest!;
      process.kill(killed, "SIGKILL");
      // A connection may just have been dealt to the one that is gone; the next is not.
      await expect.poll(() => isReady(at.url)).toBe(true);
      await expect.poll(() => childrenOf(root).filter((pid) => pid !== killed).length).toBe(2);
      await signUp(`after${round}@example.com`);
      await sink.find((raw) => raw.includes(`To: after${round}@example.com`));
      expect(mailsTo(`after${round}@example.com`)).toBe(1);
      await expect.poll(async () => (await countChecks(at.url)).size).toBe(2);
    }
  });

  test("told to end, all end in time, and with the first process none is left", async () => {
    const children = childrenOf(at.server.process.pid!);
    const since = performance.now();
    expect(await at.server.end("SIGTERM")).toBe(0);
    expect(performance.now() - since).toBeLessThan(6000);
    expect(children.filter(isAlive)).toEqual([]);
    const again = await startProcess(at.environment);
    const orphans = childrenOf(again.process.pid!);
    expect(orphans.length).toBe(2);
    await again.end("SIGKILL");
    await expect.poll(() => orphans.filter(isAlive)).toEqual([]);
  });
});

async function isReady(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(2000);
  return fetch(`${url}/readyz`, { signal, headers: { connection: "close" } }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("a server that cannot start says why, once, and ends", async () => {
  const database = await createDatabase("sqlite");
  const environment = { MORTISE_PORT: String(await freePort()), MORTISE_DATABASE_URL: database.url };
  const first = await startProcess(environment);
  const workers = { ...environment, MORTISE_WORKERS: "3" };
  const refused = await startProcess(workers).then(
    () => "",
    (error: unknown) => (error as Error).message,
  );
  expect(refused).toContain("The server ended with 1");
  expect(refused.match(/Cannot start\. \w+ EADDRINUSE/g)?.length).toBe(1);
  await first.end("SIGTERM");
  for (const wrong of ["0", "65", "two"])
    await expect(startProcess({ ...environment, MORTISE_WORKERS: wrong })).rejects.toThrow("from 1 to 64");
  const postgres = { MORTISE_DATABASE_URL: "postgres://localhost:1/x", MORTISE_ROOT_KEY: testRootKey };
  await expect(startProcess({ ...workers, ...postgres, MORTISE_DATABASE_POOL: "2" })).rejects.toThrow(
    "MORTISE_DATABASE_POOL must not be less than MORTISE_WORKERS",
  );
  await database.drop();
});

test("a worker that is gone before it answers holds up none of those that come after it", async () => {
  const database = await createDatabase("sqlite");
  const environment = {
    MORTISE_PORT: String(await freePort()),
    MORTISE_DATABASE_URL: database.url,
    MORTISE_ROOT_KEY: testRootKey,
    MORTISE_WORKERS: "3",
  };
  // The first once the second is under way, and that one as soon as it is known that things end here.
  const server = await startProcess(environment, (child) => {
    child.stderr?.once("data", () => process.kill(childrenOf(child.pid!)[0]!, "SIGKILL"));
    const look = setInterval(() => {
      const [first, second] = childrenOf(child.pid!);
      if (second === undefined) return;
      clearInterval(look);
      process.kill(first!, "SIGKILL");
    }, 1);
  });
  expect(childrenOf(server.process.pid!)).toHaveLength(3);
  expect(await server.end("SIGTERM")).toBe(0);
  await database.drop();
});

test("more workers than cores are warned of; inside an app there are none", async () => {
  expect(lookAtWorkers(2, 1)).toMatchObject({ state: "warning", todo: expect.stringContaining("MORTISE_WORKERS") });
  expect(lookAtWorkers(2, 2)).toMatchObject({ state: "ok" });
  const database = await createDatabase("sqlite");
  const inside = await createMortise({
    MORTISE_DATABASE_URL: database.url,
    MORTISE_WORKERS: "2",
    MORTISE_LOG_LEVEL: "silent",
  });
  expect((await inside.fetch(new Request("http://localhost:3000/readyz"))).status).toBe(200);
  await inside.close();
  await database.drop();
});
