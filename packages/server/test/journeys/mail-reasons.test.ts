import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { createOrganization } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("why a mail came, on %s", (dialect) => {
  const server = setServer(dialect);

  test("what somebody asked for is no notice one cannot turn off; what happened to an account is", async () => {
    const owner = await (await new Person(server).signUp()).signIn();
    const invited = new Person(server);
    const { path } = await createOrganization(owner);
    expectStatus(await owner.post(`${path}/invitations`, { email: invited.email, role: "member" }), 201);
    expectStatus(await owner.post("/v1/password-resets", { email: owner.email }), 202);
    await owner.bindTotp("Phone");

    const reasonOf = (text: string): string => text.slice(text.lastIndexOf("\n--\n")).replaceAll("\n", " ");
    const reasons = Object.fromEntries(
      [...(await owner.mails()), ...(await invited.mails())].map(({ subject, text }) => [subject, reasonOf(text)]),
    );
    const asked = Object.entries(reasons).filter(([subject]) => !/was added|New sign-in/.test(subject));
    expect(asked.length).toBe(3);
    for (const [subject, reason] of asked) {
      expect(reason, subject).toMatch(/because (someone|an administrator) asked for/);
      expect(reason, subject).not.toMatch(/security notice|turn these off/);
    }
    expect(reasons["An authenticator app was added"]).toContain("this is a security notice. You can't turn these off.");
  });
});
