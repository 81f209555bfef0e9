import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { addMember, createOrganization } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("what protects a member, on %s", (dialect) => {
  const server = setServer(dialect);

  async function found() {
    const owner = await (await new Person(server).signUp()).signIn();
    await owner.bindTotp("Phone");
    const [first, second] = [await createOrganization(owner), await createOrganization(owner)];
    const member = await (await new Person(server).signUp()).signIn();
    await addMember(first, member, "member");
    await addMember(second, member, "member");
    await owner.signIn();
    return { owner, member, organizations: [first, second] };
  }

  test("is told in each of their organizations: what and who, not which one or from where", async () => {
    const { owner, member, organizations } = await found();
    await member.bindTotp("Sam's secret phone");
    expectStatus(await member.call("DELETE", "/v1/account/authenticators"), 204);
    for (const { path } of organizations) {
      const { items } = expectStatus(await owner.get(`${path}/events?type=member.protection-changed`), 200).body;
      expect(items.map(({ data }: { data: object }) => data)).toEqual([
        { change: "two-step-off" },
        { change: "unbound", kind: "totp" },
        { change: "bound", kind: "totp" },
      ]);
      for (const item of items)
        expect(item).toMatchObject({
          actor: { id: member.accountId },
          account: { id: member.accountId },
          ...{ ip: null, device: null, location: null, sessionId: null },
        });
      expect(JSON.stringify(items)).not.toContain("secret phone");
    }
  });

  test("is nobody's who left, and sign-ins stay theirs", async () => {
    const { owner, member, organizations } = await found();
    const [left, kept] = organizations as [(typeof organizations)[0], (typeof organizations)[0]];
    expectStatus(await owner.call("DELETE", `${left.path}/members/${member.accountId}`), 204);
    await member.signIn();
    await member.bindTotp("Phone");
    const of = async (path: string) =>
      (await owner.get(`${path}/events?accountId=${member.accountId}`)).body.items.map(
        ({ type }: { type: string }) => type,
      );
    expect(await of(left.path)).not.toContain("member.protection-changed");
    expect(await of(kept.path)).toContain("member.protection-changed");
    expect(await of(kept.path)).not.toContain("sign-in.accepted");
  });

  const lessProtection = async (owner: Person) =>
    (await owner.mails()).filter(({ subject }) => subject.includes("has less protection"));

  test("taken away, it is told to the owners: once for each organization, however much went with it", async () => {
    const { owner, member } = await found();
    await member.bindTotp("Phone");
    await member.bindTotp("Tablet");
    expectStatus(await member.call("DELETE", "/v1/account/authenticators"), 204);
    const mails = await lessProtection(owner);
    expect(mails).toHaveLength(2);
    for (const { text } of mails) expect(text).toContain("Two-step sign-in was turned off");
  });

  test("one authenticator of two taken away is told as that", async () => {
    const { owner, member } = await found();
    await member.bindTotp("Phone");
    const id = await member.bindTotp("Tablet");
    expectStatus(await member.call("DELETE", `/v1/account/authenticators/${id}`), 204);
    const mails = await lessProtection(owner);
    expect(mails).toHaveLength(2);
    for (const { text } of mails) expect(text).toMatch(/authenticator app was removed/i);
  });

  test("a security key goes by its name, in the log, in the organization's and in mails", async () => {
    const { owner, member, organizations } = await found();
    const key = new SoftwareAuthenticator(server.services.config.publicUrl, { userVerified: false });
    const {
      authenticator: { id },
    } = await member.bindPasskey(key, "Blue one", { securityKey: true });
    expectStatus(await member.call("DELETE", `/v1/account/authenticators/${id}`), 204);
    const own = expectStatus(await member.get("/v1/account/events?kind=authenticator"), 200).body.items;
    const there = expectStatus(await owner.get(`${organizations[0]?.path}/events?type=member.protection-changed`), 200);
    const texts = [...own, ...there.body.items].map(({ text }: { text: string }) => text);
    expect(texts).toEqual(
      expect.arrayContaining(["began to add a security key", "added a security key to the member's account"]),
    );
    const mails = (await owner.mails()).filter(({ subject }) => subject.includes("has less protection"));
    expect(texts.join() + mails.map(({ text }) => text).join()).not.toMatch(/passkey/i);
  });
});
