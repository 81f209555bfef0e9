import { describe, expect, test } from "vitest";
import { hashEntry, hashOutline } from "../../src/audit/log/tree/entry.ts";
import { outlineOf } from "../../src/audit/log/tree/outline.ts";
import { expireEvents } from "../../src/audit/log/forget/expire-events.ts";
import { inclusionProof, openTree } from "../../src/audit/log/read-log.ts";
import { checkLog } from "../../src/audit/log/check/report-check.ts";
import { makeCheckpoint } from "../../src/audit/log/seal-log.ts";
import { rootFromInclusion } from "../../src/audit/log/tree/verify-proof.ts";
import { dialects } from "../support/databases.ts";
import { recordMany } from "../support/log.ts";
import { expectStatus, Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;

describe.each(dialects)("what is forgotten stays proven, on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true, settings: { MORTISE_EVENT_RETENTION_DAYS: "90" } });

  const leaves = () => server.services.database.read.selectFrom("logLeaves").selectAll().orderBy("leafIndex").execute();
  const events = () => server.services.database.read.selectFrom("events").selectAll().orderBy("id").execute();
  const provenRoots = async () => {
    const { size } = await makeCheckpoint(server.services);
    const tree = openTree(server.services.database.read, size);
    const roots = new Set<string>();
    for (const { leafIndex, eventId: id, at, outlineHash, detailsHash } of await leaves()) {
      const leaf = hashEntry({ id, at, outlineHash, detailsHash });
      const proof = await inclusionProof(tree, leafIndex);
      roots.add(Buffer.from(rootFromInclusion(leafIndex, size, leaf, proof)!).toString("hex"));
    }
    return [...roots];
  };

  test("an erased account's sealed events lose what they said and its salt; unsealed ones are sealed without it", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const dana = await (await new Person(server).signUp()).signIn();
    await server.seal();
    expectStatus(await maya.call("DELETE", "/v1/account"), 202);
    const before = await makeCheckpoint(server.services);
    // Its last events are not sealed yet when it is erased.
    server.clock.advance(15 * day);
    await server.maintain();
    await server.seal();
    const all = await leaves();
    for (const event of await events()) {
      const leaf = all[event.leafIndex!]!;
      const isErased = event.accountId === maya.accountId && event.leafIndex! < before.size;
      expect([leaf.erasedAt !== null, leaf.salts!.length]).toEqual([isErased, isErased ? 16 : 32]);
      const outline = hashOutline(leaf.salts!.subarray(0, 16), outlineOf(event, leaf));
      expect(Buffer.from(outline).equals(leaf.outlineHash)).toBe(true);
      if (event.accountId === maya.accountId) expect([event.ip, event.device, event.data]).toEqual([null, null, "{}"]);
    }
    expect(all.some(({ erasedAt }) => erasedAt !== null)).toBe(true);
    expect((await events()).some(({ accountId, ip }) => accountId === dana.accountId && ip !== null)).toBe(true);
    expect(await provenRoots()).toHaveLength(1);
    expect((await checkLog(server.services)).found).toBeUndefined();
  });

  test("a sealer at work while an account is erased leaves a log that checks", async () => {
    const { services } = server;
    for (let round = 0; round < 5; round++) {
      const maya = await (await new Person(server).signUp()).signIn();
      expectStatus(await maya.call("DELETE", "/v1/account"), 202);
      server.clock.advance(15 * day);
      await Promise.all([server.maintain(), server.seal(), server.seal()]);
      await server.seal();
      expect(
        (await services.database.read.selectFrom("accounts").select("id").execute()).map(({ id }) => id),
      ).not.toContain(maya.accountId);
      expect((await checkLog(services)).found).toBeUndefined();
    }
  });

  test("events older than they are kept go, sealed ones only; the log says so and still proves them", async () => {
    await recordMany(server, 4500);
    await server.seal();
    const old = (await leaves()).length;
    server.clock.advance(89 * day);
    await server.maintain();
    expect((await events()).filter(({ leafIndex }) => leafIndex !== null && leafIndex < old).length).toBeGreaterThan(
      4499,
    );
    server.clock.advance(3 * day);
    await server.services.transact(async ({ tx }) => {
      const row = await tx.selectFrom("events").selectAll().orderBy("id", "desc").executeTakeFirstOrThrow();
      await tx
        .insertInto("events")
        .values({ ...row, id: "evnt_0000", at: 5, leafIndex: null })
        .execute();
    });
    await expireEvents(server.services);
    const left = await events();
    expect(left.filter(({ leafIndex }) => leafIndex !== null && leafIndex < old)).toEqual([]);
    expect(left.some(({ id }) => id === "evnt_0000")).toBe(true);
    for (const { salts, expiredAt } of (await leaves()).slice(0, old))
      expect([salts, expiredAt !== null]).toEqual([null, true]);
    const said = left
      .filter(({ type }) => type === "events.expired")
      .map(({ data }) => (JSON.parse(data) as { events: number }).events);
    expect(said.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(4500);
    expect(await provenRoots()).toHaveLength(1);
    await server.services.transact(({ tx }) => tx.deleteFrom("events").where("id", "=", "evnt_0000").execute());
    await server.seal();
    expect((await checkLog(server.services)).found).toBeUndefined();
    const count = (await events()).length;
    await server.maintain();
    expect((await events()).length).toBe(count);
  });
});
