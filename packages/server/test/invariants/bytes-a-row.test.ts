import { createHash } from "node:crypto";
import { sql } from "kysely";
import { expect, describe, test } from "vitest";
import type { Tx } from "../../src/database/database.ts";
import { dialects } from "../support/databases.ts";
import { Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

/** Enough that a page more or less makes no difference. */
const rows = 2000;

/** What a row may take, indexes and free space included; of an event, with its place in the sealed log. Measured: 221, 438 and 627; on PostgreSQL 274, 520 and 1,249. */
const most = {
  sqlite: { account: 300, session: 600, event: 850 },
  postgres: { account: 380, session: 700, event: 1600 },
} as const;

const numbers = Array.from({ length: rows }, (_, number) => number);
/** Another id of the same length, later than all that are there. */
const idLike = (id: string, number: number): string =>
  `${id.slice(0, -8).replace(/_.{3}/, "_7zz")}${10_000_000 + number}`;
const hashOf = (number: number): Uint8Array => createHash("sha256").update(`row ${number}`).digest();

describe.each(dialects)("a row on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true });
  const write = (work: (tx: Tx) => Promise<unknown>) => server.services.transact(({ tx }) => work(tx));

  const size = async (): Promise<number> => {
    const ask = {
      sqlite: sql<{
        bytes: number | string;
      }>`select page_count * page_size as bytes from pragma_page_count, pragma_page_size`,
      postgres: sql<{ bytes: number | string }>`select sum(pg_total_relation_size(oid)) as bytes from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    };
    return server.services.transact(async ({ tx }) => Number((await ask[dialect].execute(tx)).rows[0]!.bytes));
  };

  /** By how much the database grows for each of many rows like one that the server has stored itself. */
  const growth = async (fill: () => Promise<unknown>): Promise<number> => {
    const before = await size();
    await fill();
    return ((await size()) - before) / rows;
  };

  const inParts = async <Row>(
    all: readonly Row[],
    insert: (tx: Tx, part: Row[]) => Promise<unknown>,
  ): Promise<void> => {
    for (let at = 0; at < all.length; at += 500) await write((tx) => insert(tx, all.slice(at, at + 500)));
  };

  test("takes no more than it should", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await server.seal();
    const { account, session, event } = await server.services.transact(async ({ tx }) => ({
      account: await tx.selectFrom("accounts").selectAll().where("id", "=", maya.accountId).executeTakeFirstOrThrow(),
      session: await tx.selectFrom("sessions").selectAll().executeTakeFirstOrThrow(),
      event: await tx.selectFrom("events").selectAll().where("type", "=", "sign-in.accepted").executeTakeFirstOrThrow(),
    }));
    const accounts = numbers.map((number) => {
      const email = `person-${String(number).padStart(6, "0")}@example.com`;
      return { ...account, id: idLike(account.id, number), email, emailKey: email };
    });
    const sessions = numbers.map((number) => ({
      ...session,
      id: idLike(session.id, number),
      tokenHash: hashOf(number),
    }));
    const events = numbers.map((number) => ({
      ...event,
      id: idLike(event.id, number),
      accountId: accounts[number % 100]!.id,
      leafIndex: null,
    }));
    const found = {
      account: await growth(() => inParts(accounts, (tx, part) => tx.insertInto("accounts").values(part).execute())),
      session: await growth(() => inParts(sessions, (tx, part) => tx.insertInto("sessions").values(part).execute())),
      event: await growth(async () => {
        await inParts(events, (tx, part) => tx.insertInto("events").values(part).execute());
        await server.seal();
      }),
    };
    for (const name of ["account", "session", "event"] as const) {
      expect.soft(found[name], name).toBeLessThanOrEqual(most[dialect][name]);
      expect.soft(found[name], `${name}: something was stored`).toBeGreaterThan(most[dialect][name] / 3);
    }
  });
});
