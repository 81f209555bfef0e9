import { describe, expect, test } from "vitest";
import { raiseAlerts } from "../../src/alerts/raise-alerts.ts";
import { examineLog } from "../../src/audit/log/check/check-log.ts";
import { sealLog } from "../../src/audit/log/seal-log.ts";
import { maintain } from "../../src/maintenance.ts";
import type { Services } from "../../src/services.ts";
import { recordMany } from "../support/log.ts";
import { setServer } from "../support/test-server.ts";

/** One piece of long work: after how many turns for others it began, and how many rows were written in it. */
interface Piece {
  readonly turns: number;
  readonly rows: number;
}

/** What nobody waits for goes in pieces so small that nobody waits for one, and between two whoever has come is let in, heard and answered. */
describe("long work, on a SQLite file", () => {
  const server = setServer("sqlite", { quiet: true });

  /** Counts turns of the event loop until it is told to stop. */
  function watchTurns(): { taken(): number; stop(): void } {
    let [turns, isOver] = [0, false];
    const turn = (): void => {
      turns++;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    const taken = (): number => {
      const counted = turns;
      turns = 0;
      return counted;
    };
    return { taken, stop: () => void (isOver = true) };
  }

  /** Does some work, and tells of its transactions. */
  async function piecesOf(
    work: (services: Services) => Promise<unknown>,
    rows: () => Promise<number>,
  ): Promise<Piece[]> {
    const watch = watchTurns();
    const pieces: Piece[] = [];
    const transact: Services["transact"] = async (piece, durability) => {
      const turns = watch.taken();
      const before = await rows();
      const result = await server.services.transact(piece, durability);
      pieces.push({ turns, rows: Math.abs((await rows()) - before) });
      watch.taken();
      return result;
    };
    await work({ ...server.services, transact });
    watch.stop();
    return pieces.filter((each) => each.rows > 0);
  }

  function expectSmall(pieces: readonly Piece[], all: number): void {
    expect(pieces.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThanOrEqual(all);
    expect(Math.max(...pieces.map(({ rows }) => rows))).toBeLessThanOrEqual(100);
    for (const { turns } of pieces.slice(1)) expect(turns).toBeGreaterThanOrEqual(3);
  }

  const count = async (table: "logLeaves" | "throttles"): Promise<number> => {
    const rows = server.services.database.read.selectFrom(table).select(({ fn }) => fn.countAll<number>().as("rows"));
    return (await rows.executeTakeFirstOrThrow()).rows;
  };

  test("sealing, telling of what was sealed, and checking it", async () => {
    await recordMany(server, 1000);
    expectSmall(await piecesOf(sealLog, () => count("logLeaves")), 1000);
    const readers = server.services.database.read.selectFrom("logReaders").select("nextIndex");
    const told = async () => (await readers.where("name", "=", "alerts").executeTakeFirst())?.nextIndex ?? 0;
    expectSmall(await piecesOf((services) => raiseAlerts(services), told), 1000);
    const watch = watchTurns();
    expect((await examineLog(server.services)).found).toBeUndefined();
    watch.stop();
    expect(watch.taken()).toBeGreaterThanOrEqual(3 * (1000 / 100));
  });

  test("forgetting", async () => {
    const old = Array.from({ length: 300 }, (_, key) => ({ key: `old ${key}`, windowStartedAt: 1, count: 1 }));
    await server.services.transact(({ tx }) => tx.insertInto("throttles").values(old).execute());
    expectSmall(
      await piecesOf(
        (services) => maintain(services),
        () => count("throttles"),
      ),
      300,
    );
  });
});
