import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { createPasswordHasher } from "../../src/crypto/password-hash.ts";
import { sha256 } from "../../src/crypto/hash.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { columnTypes } from "../../src/database/dialects.ts";
import { frontDoor } from "../../src/database/migrations/0001-front-door.ts";
import { createDatabase, dialects } from "../support/databases.ts";
import { expectStatus, goodPassword, Person } from "../support/person.ts";
import { createClock, startServer } from "../support/test-server.ts";

describe.each(dialects)("a database of the first migration, on %s", (dialect) => {
  test("keeps its accounts, sessions and history, and takes what the next one brings", async () => {
    const created = await createDatabase(dialect);
    const clock = createClock();
    const at = clock.now();
    const old = openDatabase(created.url);
    const hashed = await createPasswordHasher({ concurrency: 1, queueLimit: 1 }).hash(goodPassword);
    const token = "t".repeat(43);
    await old.transact(async (tx) => {
      const types = columnTypes[dialect];
      const run = (text: string) => sql.raw(text).execute(tx);
      await run(`create table migrations (name ${types.text} primary key, applied_at ${types.integer} not null)`);
      for (const statement of frontDoor.statements(types)) await run(statement);
      await run(`insert into migrations values ('${frontDoor.name}', ${at})`);
      await run(`insert into accounts (id, email, email_key, email_verified_at, name, created_at)
        values ('acct_old', 'old@example.com', 'old@example.com', ${at}, 'Olga', ${at})`);
      await run(
        `insert into passwords (id, account_id, hash, created_at) values ('pswd_old', 'acct_old', '${String(hashed)}', ${at})`,
      );
      await sql`insert into sessions (id, token_hash, account_id, proofs, created_at, last_seen_at, expires_at, method, ip, browser, os)
        values ('sess_old', ${sha256(token)}, 'acct_old', ${JSON.stringify([{ kind: "password", authenticatorId: "pswd_old", at }])},
          ${at}, ${at}, ${at + 9_000_000}, 'password', '127.0.0.1', 'Chrome', 'Linux')`.execute(tx);
      await run(`insert into events (id, at, type, account_id, actor_kind, data)
        values ('evnt_00old', ${at}, 'sign-in.accepted', 'acct_old', 'account', '{"method":"password","factor":null}')`);
      await run(`insert into events (id, at, type, account_id, actor_kind, actor_id, data)
        values ('evnt_00told', ${at}, 'password.changed', 'acct_old', 'account', 'acct_old', '{}')`);
    });
    await old.close();

    const server = await startServer(dialect, { databaseUrl: created.url, clock });
    try {
      const person = new Person(server, "old@example.com");
      person.cookies.set("mortise", token);
      const session = expectStatus(await person.get("/v1/session"), 200).body;
      expect(session).toMatchObject({ id: "sess_old", trust: "trusted", assurance: 1 });
      const listed = (await person.get("/v1/account/sessions")).body.items;
      expect(listed).toMatchObject([{ id: "sess_old", device: "Chrome on Linux", trust: "trusted", location: null }]);
      expect((await person.get("/v1/account/history")).body.items).toMatchObject([
        { id: "evnt_00old", location: null },
      ]);
      await person.bindTotp();
      await person.elsewhere().signIn();
      // What happened before was told by the version before.
      expect((await person.mails()).map(({ subject }) => subject)).toEqual([
        "New sign-in to your account: Chrome 156 on Linux",
        "An authenticator app was added",
      ]);
      expectStatus(await person.post("/v1/account/authenticators/passkeys"), 201);
    } finally {
      await server.close();
      await created.drop();
    }
  });
});
