import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliver } from "../../src/delivery/outbox.ts";
import type { MailSort } from "../../src/rules/mails/ceilings.ts";
import { line } from "../../src/rules/mails/mail-line.ts";
import { dialects } from "../support/databases.ts";
import { createOrganization, newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

describe.each(dialects)("mails nobody asked for, on %s", (dialect) => {
  let server: TestServer;
  let owner: Person;
  let organization: TestOrganization;
  beforeAll(async () => {
    server = await startServer(dialect, { settings: { MORTISE_DEFAULT_PLAN: "enterprise" } });
    owner = await (await new Person(server).signUp()).signIn();
    organization = await createOrganization(owner, { name: "Larkfield" });
    await newMember(organization, "owner");
  });
  afterAll(() => server.close());

  const policies = () => `${organization.path}/policies`;
  const put = (change: object) => owner.call("PUT", policies(), change);
  const subjects = async (to: string) => (await owner.mails(to)).map(({ subject }) => subject);
  const changeRule = async (maxDays: number) => expectStatus(await put({ rememberedDevices: { maxDays } }), 200);
  const tokenOf = async (to: string) => /alert-copies#token=(\S+)/.exec((await owner.mails(to))[0]!.text)![1];
  const confirm = (token: unknown) => new Person(server).post("/v1/alert-copies/confirm", { token });
  const deliverAll = async (sort: MailSort, recipients: readonly string[]) => {
    const made: boolean[] = [];
    for (const to of recipients)
      await server.services.transact(async (work) => {
        const mail = { to, sort, subject: line`Hello`, preview: line``, title: line`Hello`, blocks: [] };
        made.push((await deliver(work, mail)) !== undefined);
      });
    return made.filter(Boolean).length;
  };

  test("no copy of an alert goes to an address before whoever reads it agrees", async () => {
    const to = "security@stranger.example";
    expect(expectStatus(await put({ alertCopiesTo: to }), 200).body.alertCopiesConfirmed).toBe(false);
    for (let days = 1; days <= 12; days++) await changeRule(days);
    expect(await subjects(to)).toEqual(["May alerts of Larkfield come here?"]);
    const first = await tokenOf(to);
    expectStatus(await owner.post(`${policies()}/alert-copies/link`), 204);
    expect((await confirm(first)).status).toBe(410);
    const token = await tokenOf(to);
    const look = expectStatus(await new Person(server).post("/v1/alert-copies/look", { token }), 200).body;
    expect(look).toEqual({ organization: { name: "Larkfield" }, email: to });
    expect(expectStatus(await owner.get(policies()), 200).body.alertCopiesConfirmed).toBe(false);
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(19);
    expect(expectStatus(await owner.get(policies()), 200).body.alertCopiesConfirmed).toBe(true);
    await changeRule(20);
    expect((await subjects(to))[0]).toBe("Policies of Larkfield were changed");
    expect((await owner.post(`${policies()}/alert-copies/link`)).status).toBe(409);
  });

  test("a confirmation is for its address: another one is asked anew, an old link opens nothing", async () => {
    await owner.signIn();
    expectStatus(await put({ alertCopiesTo: "one@stranger.example" }), 200);
    const token = await tokenOf("one@stranger.example");
    expectStatus(await put({ alertCopiesTo: "two@stranger.example" }), 200);
    expect((await confirm(token)).status).toBe(410);
    server.clock.advance(24 * 3600 + 1);
    expect((await confirm(await tokenOf("two@stranger.example"))).status).toBe(410);
    await owner.signIn();
    expectStatus(await put({ alertCopiesTo: null }), 200);
    expect(expectStatus(await owner.get(policies()), 200).body.alertCopiesConfirmed).toBe(null);
  });

  test("an owner's own address needs no link; another member's does", async () => {
    const member = await newMember(organization);
    const upper = owner.email.toUpperCase();
    expect(expectStatus(await put({ alertCopiesTo: upper }), 200).body.alertCopiesConfirmed).toBe(true);
    expect(expectStatus(await put({ alertCopiesTo: member.email }), 200).body.alertCopiesConfirmed).toBe(false);
  });

  test("one person has at most ten addresses asked a day, over all their organizations", async () => {
    const busy = await (await new Person(server).signUp()).signIn();
    const places = [await createOrganization(busy), await createOrganization(busy)];
    for (let at = 0; at < 14; at++) {
      const body = { alertCopiesTo: `v${at}@many.example` };
      expectStatus(await busy.call("PUT", `${places[at % 2]!.path}/policies`, body), 200);
    }
    const asked = await Promise.all(Array.from({ length: 14 }, (_, at) => subjects(`v${at}@many.example`)));
    expect(asked.filter(({ length }) => length > 0)).toHaveLength(10);
    expect((await busy.post(`${places[1]!.path}/policies/alert-copies/link`)).status).toBe(429);
  });

  test("an address gets so many notices an hour, and one digest of the rest, however it is spelled", async () => {
    const spellings = [
      "Flood@Bücher.example",
      "flood@xn--bcher-kva.example",
      "FLOOD+tag@bücher.example",
      "flood+@bücher.example",
    ];
    const recipients = Array.from({ length: 451 }, (_, at) => spellings[at % spellings.length]!);
    expect(await deliverAll("organization-notice", recipients)).toBe(10);
    const inbox = async () => (await Promise.all(spellings.map((to) => owner.mails(to)))).flat();
    const digests = async () => (await inbox()).filter(({ subject }) => subject.includes("not mailed one by one"));
    expect(await digests()).toMatchObject([{ subject: "441 more notices were not mailed one by one" }]);
    const rows = await server.services.database.read
      .selectFrom("outbox")
      .select(["createdAt", "nextTryAt"])
      .where("subject", "like", "441 %")
      .execute();
    // It waits for the hour to end.
    expect(rows.map(({ createdAt, nextTryAt }) => nextTryAt - createdAt)).toEqual([3600 * 1000]);
    server.clock.advance(3600);
    expect(await deliverAll("organization-notice", ["flood@bücher.example"])).toBe(1);
  });

  test("a flood of one sort starves no other, and links never go into a digest", async () => {
    const to = "starved@example.com";
    expect(await deliverAll("organization-notice", Array(30).fill(to))).toBe(10);
    expect(await deliverAll("asked-link", Array(30).fill(to))).toBe(10);
    expect(await deliverAll("reset-link", Array(30).fill(to))).toBe(10);
    expect(await deliverAll("required-link", [to])).toBe(1);
    expect(await deliverAll("account-notice", [to])).toBe(1);
    const digests = (await subjects(to)).filter((subject) => subject.includes("not mailed one by one"));
    expect(digests).toEqual(["20 more notices were not mailed one by one"]);
  });

  test("sign-ups and invitations share one ceiling, at two organizations too; a refused one keeps the earlier link", async () => {
    await owner.signIn();
    const email = "invited@stranger.example";
    for (let at = 0; at < 8; at++)
      expectStatus(await new Person(server).post("/v1/sign-up", { email, password: owner.password, name: "X" }), 202);
    const invitation = { email, role: "member" };
    for (let at = 0; at < 2; at++) expectStatus(await owner.post(`${organization.path}/invitations`, invitation), 201);
    const token = /invitation#token=(\S+)/.exec((await owner.mails(email))[0]!.text)![1];
    const refused = expectStatus(await owner.post(`${organization.path}/invitations`, invitation), 429).body;
    expect(refused.detail).toContain("ten mails");
    expectStatus(await new Person(server).post("/v1/invitations/look", { token }), 200);
    expect(await subjects(email)).toHaveLength(10);
  });

  test.each(["Click evil.com", "https://evil", "\u202Emoc.live", "Pay www.evil now", "ｅｖｉｌ．ｃｏｍ"])(
    "what an organization or a person is called puts no link into a mail: %j",
    async (name) => {
      const email = `named${performance.now()}@stranger.example`;
      const chosen = await (await new Person(server).signUp()).signIn();
      const made = await chosen.post("/v1/organizations", { name });
      const renamed = await chosen.call("PATCH", "/v1/account", { name });
      if (made.status === 201)
        expectStatus(
          await chosen.post(`/v1/organizations/${made.body.id}/invitations`, { email, role: "member" }),
          201,
        );
      expectStatus(
        await new Person(server).post("/v1/sign-up", { email, password: owner.password, name }),
        made.status === 201 ? 202 : made.status,
      );
      expect([made.status, renamed.status]).toEqual([made.status, made.status === 201 ? 200 : made.status]);
      for (const { subject, text, html } of await owner.mails(email))
        for (const said of [subject, text, html]) {
          expect(said.normalize("NFKC")).not.toMatch(/evil/);
          expect(said).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
        }
    },
  );
});
