import { describe, expect, test } from "vitest";
import { findSetting } from "../../src/database/deployment.ts";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person } from "../support/person.ts";
import { setServer, startServer } from "../support/test-server.ts";

describe.each(dialects)("addresses of before, on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true });

  test("have the key of now after the next start: their owners sign in by any spelling of it", async () => {
    const { read, transact } = server.services;
    const owner = new Person(server);
    Object.assign(owner, { email: `J\u030carek-ΣΊΣΥΦΟΣ-${dialect}@example.com` });
    await owner.signUp();
    const twin = await new Person(server).signUp();
    // As 0.2 kept it: lowered, and not composed again.
    const before = `j\u030carek-σίσυφος-${dialect}@example.com`;
    await transact(async ({ tx }) => {
      await tx.updateTable("accounts").set({ emailKey: before }).where("id", "=", owner.accountId).execute();
      await tx.deleteFrom("deployment").where("key", "=", "address-keys").execute();
    });
    const again = await startServer(dialect, { quiet: true, databaseUrl: server.databaseUrl, clock: server.clock });
    expect(await findSetting(read, "address-keys")).toBe("simple-folding");
    for (const email of [`\u01f0arek-σίσυφοσ-${dialect}@example.com`, `J\u030cAREK-ΣΊΣΥΦΟΣ-${dialect}@EXAMPLE.com`]) {
      const elsewhere = owner.elsewhere();
      Object.assign(elsewhere, { email });
      await elsewhere.signIn();
      expect(expectStatus(await elsewhere.get("/v1/account"), 200).body.id).toBe(owner.accountId);
    }
    await twin.signIn();
    await again.close();
  });
});
