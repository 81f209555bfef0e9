import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { Person } from "../support/person.ts";
import { recorded } from "../support/phones.ts";
import { runCommand } from "../support/server-process.ts";
import { setServer, testRootKey } from "../support/test-server.ts";

describe.each(dialects)("sessions of everybody, on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true });

  test("end by one command, which asks whether it is meant; each end is an event of its account", async () => {
    const people = [];
    for (let each = 0; each < 4; each++) people.push(await (await new Person(server).signUp()).signIn());
    const second = await people[0]!.elsewhere().signIn();
    const settings = { MORTISE_DATABASE_URL: server.databaseUrl, MORTISE_ROOT_KEY: testRootKey };
    expect((await runCommand(["sessions", "end-all"], settings)).code).not.toBe(0);
    expect((await second.get("/v1/session")).status).toBe(200);
    const { code, out } = await runCommand(["sessions", "end-all", "--yes", "--as", "dana"], settings);
    expect([code, out]).toEqual([0, "Ended 5 sessions of 4 accounts.\n"]);
    for (const person of [...people, second]) expect((await person.get("/v1/session")).status).toBe(401);
    expect(await recorded(server, "session.ended")).toEqual(
      Array.from({ length: 5 }, () => ({ reason: "ended-by-operator" })),
    );
    await people[0]!.signIn();
  });
});
