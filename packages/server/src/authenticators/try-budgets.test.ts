import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../../test/support/databases.ts";
import { startServer, type TestServer } from "../../test/support/test-server.ts";
import { type Budget, releaseTry, returnTry, takeTry } from "./try-budgets.ts";

describe.each(dialects)("try budgets on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(dialect, { quiet: true });
  });
  afterAll(() => server.close());

  const take = (budget: Budget) => server.services.transact((work) => takeTry(work, budget));

  test("a try that was never judged is given back, and so is the lock it made", async () => {
    const budget: Budget = { owner: "acct_1", kind: "password", separateFor: null };
    for (let each = 0; each < 9; each++) await take(budget);
    const tenth = await take(budget);
    if ("refused" in tenth) throw new Error("The tenth is judged.");
    expect(tenth.triesLeft).toBe(0);
    expect(await take(budget)).toMatchObject({ refused: "too-many-attempts" });
    await server.services.transact((work) => releaseTry(work, tenth));
    expect(await take(budget)).toMatchObject({ triesLeft: 0, taken: [{ lockedUntil: server.clock.now() + 900_000 }] });
    expect(await take(budget)).toMatchObject({ refused: "too-many-attempts" });
  });

  test("giving a try back does not open a lock that another try has made", async () => {
    const budget: Budget = { owner: "acct_2", kind: "password", separateFor: null };
    const first = await take(budget);
    if ("refused" in first) throw new Error("The first is judged.");
    for (let each = 0; each < 9; each++) await take(budget);
    await server.services.transact((work) => releaseTry(work, first));
    expect(await take(budget)).toMatchObject({ refused: "too-many-attempts" });
  });

  test("devices an account knows have budgets of their own, and one together", async () => {
    const from = (device: number): Budget => ({ owner: "acct_3", kind: "totp", separateFor: `device ${device}` });
    let judged = 0;
    for (let device = 0; device < 8; device++)
      for (let each = 0; each < 12; each++) if (!("refused" in (await take(from(device))))) judged++;
    expect(judged).toBe(50);
    expect(await take({ owner: "acct_3", kind: "totp", separateFor: null })).toMatchObject({ triesLeft: 9 });
    await server.services.transact((work) => returnTry(work, from(7)));
    expect(await take(from(7))).toMatchObject({ triesLeft: 9 });
  });
});
