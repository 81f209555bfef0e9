import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("devices an account knows, on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true });

  const known = async ({ accountId }: Person): Promise<string[]> => {
    const rows = await server.services.database.read
      .selectFrom("knownDevices")
      .select("deviceId")
      .where("accountId", "=", accountId)
      .execute();
    return rows.map(({ deviceId }) => deviceId);
  };

  test("are a thousand at most: those used least recently are forgotten, of that account only", async () => {
    const [maya, kim] = [
      await (await new Person(server).signUp()).signIn(),
      await (await new Person(server).signUp()).signIn(),
    ];
    const [own, kims] = [await known(maya), await known(kim)];
    const at = server.clock.now() - 1000;
    const older = Array.from({ length: 1003 }, (_, place) => ({
      ...{ deviceId: server.services.newId("devc"), accountId: maya.accountId },
      ...{ createdAt: at - place, lastUsedAt: at - place },
    }));
    await server.services.transact(async ({ tx }) => {
      for (let from = 0; from < older.length; from += 200)
        await tx
          .insertInto("knownDevices")
          .values(older.slice(from, from + 200))
          .execute();
    });
    await maya.elsewhere().signIn();
    const left = await known(maya);
    expect(left).toHaveLength(1000);
    const kept = [...own, ...older.slice(0, 998).map(({ deviceId }) => deviceId)];
    expect(left).toEqual(expect.arrayContaining(kept));
    expect(await known(kim)).toEqual(kims);
  });
});
