import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findDomainOf } from "../../src/policies/domains.ts";
import { most } from "../../src/rules/sizes/one-more.ts";
import { checkDomains } from "../../src/sso/domains/check-domains.ts";
import { dialects } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { createOrganization, newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;

describe.each(dialects)("domains on %s", (dialect) => {
  let dns: DnsServer;
  let server: TestServer;
  beforeAll(async () => {
    dns = await startDnsServer();
    server = await startServer(dialect, {
      settings: { MORTISE_DNS_SERVERS: dns.at, MORTISE_DEFAULT_PLAN: "team" },
      quiet: true,
    });
  });
  afterAll(async () => {
    await server.close();
    await dns.close();
  });

  let names = 0;
  const newName = (): string => `acme${++names}.example`;
  const found = async (plan?: string): Promise<TestOrganization> => {
    const owner = await (await new Person(server).signUp()).signIn();
    await owner.stepUp("change-sso");
    return createOrganization(owner, plan === undefined ? {} : { plan });
  };
  interface Shown {
    id: string;
    name: string;
    record: { host: string; value: string };
  }
  const add = async ({ owner, path }: TestOrganization, name = newName(), more: object = {}): Promise<Shown> =>
    expectStatus(await owner.post(`${path}/domains`, { name, ...more }), 201).body as Shown;
  const publish = ({ record }: Shown, ...others: string[]): void =>
    void dns.table.set(record.host, { txt: [...others, record.value] });
  const verify = ({ owner, path }: TestOrganization, { id }: Shown) => owner.post(`${path}/domains/${id}/verify`, {});
  const prove = async (organization: TestOrganization, domain: Shown): Promise<Shown> => {
    publish(domain);
    expectStatus(await verify(organization, domain), 200);
    return domain;
  };
  const get = async ({ owner, path }: TestOrganization, { id }: Shown) =>
    (await owner.get(`${path}/domains`)).body.items.find((each: Shown) => each.id === id);
  const homeOf = (address: string) => findDomainOf(server.services.database.read, address);
  const events = async ({ id }: Shown): Promise<string[]> => {
    const rows = await server.services.database.read
      .selectFrom("events")
      .select(["type", "data"])
      .orderBy("id")
      .execute();
    return rows.filter(({ data }) => data.includes(id)).map(({ type }) => type);
  };
  const mailed = async (person: Person, name: string): Promise<string[]> =>
    (await person.mails()).filter(({ text }) => text.includes(name)).map(({ subject }) => subject);
  const at = (): string => new Date(server.clock.now()).toISOString();

  test("added, proven, listed, removed", async () => {
    const acme = await found();
    const domain = await add(acme, " Bücher.Example. ");
    expect(domain).toEqual({
      id: expect.stringMatching(/^domn_/) as string,
      ...{ name: "xn--bcher-kva.example", includeSubdomains: false, status: "pending" },
      record: {
        type: "TXT",
        host: "_mortise.xn--bcher-kva.example",
        value: expect.stringMatching(/^mortise-domain=[\w-]{43}$/) as string,
      },
      ...{ verifiedAt: null, checkedAt: null, failingSince: null },
    });
    expect(await homeOf("kim@bücher.example")).toBeUndefined();
    publish(domain, "v=spf1 -all");
    const verified = expectStatus(await verify(acme, domain), 200).body;
    expect(verified).toEqual({ ...domain, status: "verified", verifiedAt: at(), checkedAt: at() });
    expect(await homeOf("Kim@BÜCHER.example.")).toEqual({
      ...{ id: domain.id, organizationId: acme.id, name: domain.name, isCapturing: true },
    });
    expect(await homeOf("kim@eu.bücher.example")).toBeUndefined();
    const second = await add(acme);
    const page = (await acme.owner.get(`${acme.path}/domains?limit=1`)).body;
    expect(page.items).toEqual([second]);
    expect((await acme.owner.get(`${acme.path}/domains?cursor=${page.nextCursor}`)).body.items).toEqual([verified]);
    expectStatus(await acme.owner.call("DELETE", `${acme.path}/domains/${domain.id}`), 204);
    expect(slugOf(await acme.owner.call("DELETE", `${acme.path}/domains/${domain.id}`))).toBe("not-found");
    expect(slugOf(await verify(acme, domain))).toBe("not-found");
    expect(await homeOf("kim@bücher.example")).toBeUndefined();
    expect(await events(domain)).toEqual(["domain.added", "domain.verified", "domain.removed"]);
    // The record is still there, and proves nothing for a new one.
    const again = await add(acme, domain.name);
    expect(slugOf(await verify(acme, again))).toBe("domain-not-proven");
  });

  test("a whole domain covers its subdomains, the nearest one proven wins", async () => {
    const [acme, other] = [await found(), await found()];
    const whole = await prove(acme, await add(acme, "acme-whole.co.uk", { includeSubdomains: true }));
    expect(await get(acme, whole)).toMatchObject({ includeSubdomains: true });
    const eu = await prove(other, await add(other, "eu.acme-whole.co.uk"));
    const homes = ["a@acme-whole.co.uk", "a@us.acme-whole.co.uk", "a@eu.acme-whole.co.uk", "a@x.eu.acme-whole.co.uk"];
    expect(await Promise.all(homes.map(async (address) => (await homeOf(address))?.id))).toEqual([
      ...[whole.id, whole.id, eu.id, whole.id],
    ]);
    expect(await homeOf("a@notacme-whole.co.uk")).toBeUndefined();
    expect(await homeOf("a@acme-whole.co.uk@evil.example")).toBeUndefined();
    expect((await homeOf("evil@evil.example@acme-whole.co.uk"))?.id).toBe(whole.id);
  });

  test.each([
    [{ name: "acme" }, "#/name"],
    [{ name: "https://acme.example" }, "#/name"],
    [{ name: "192.0.2.1" }, "#/name"],
    [{ name: "co.uk" }, "#/name"],
    [{ name: "github.io" }, "#/name"],
    [{ name: "Gmail.com." }, "#/name"],
    [{ name: "mail.web.de" }, "#/name"],
    [{ name: "eu.acme.co.uk", includeSubdomains: true }, "#/includeSubdomains"],
    [{ name: "x".repeat(301) }, "#/name"],
    [{ name: "acme.example", includeSubdomains: "yes" }, "#/includeSubdomains"],
    [{}, "#/name"],
  ])("refused: %j at %s", async (body, pointer) => {
    const acme = await found();
    const refused = await acme.owner.post(`${acme.path}/domains`, body);
    expect([slugOf(refused), refused.body.errors[0].pointer]).toEqual(["invalid-request", pointer]);
  });

  test("the same name twice, and one more than an organization may have, pending ones too", async () => {
    const acme = await found();
    const { name } = await add(acme);
    expect(slugOf(await acme.owner.post(`${acme.path}/domains`, { name: name.toUpperCase() }))).toBe("conflict");
    for (let each = 1; each < most.domains; each++) await add(acme);
    const full = await acme.owner.post(`${acme.path}/domains`, { name: newName() });
    expect([slugOf(full), full.body.reason]).toEqual(["conflict", "too-many"]);
  });

  test("only with the role, the plan and fresh proof", async () => {
    const acme = await found();
    const domain = await add(acme);
    const people = { admin: await newMember(acme, "admin"), auditor: await newMember(acme, "auditor") };
    const member = await newMember(acme);
    const name = newName();
    server.clock.advance(700);
    expect(slugOf(await people.admin.post(`${acme.path}/domains`, { name }))).toBe("step-up-required");
    expect(slugOf(await people.admin.call("DELETE", `${acme.path}/domains/${domain.id}`))).toBe("step-up-required");
    expect((await people.auditor.get(`${acme.path}/domains`)).body.items).toHaveLength(1);
    for (const person of [people.auditor, member]) {
      expect(slugOf(await person.post(`${acme.path}/domains`, { name }))).toBe("not-allowed");
      expect(slugOf(await person.post(`${acme.path}/domains/${domain.id}/verify`, {}))).toBe("not-allowed");
    }
    expect(slugOf(await member.get(`${acme.path}/domains`))).toBe("not-allowed");
    const free = await found("free");
    const refused = await free.owner.post(`${free.path}/domains`, { name });
    expect([slugOf(refused), refused.body.reason]).toEqual(["not-allowed", "plan"]);
  });

  test("a plan that no longer has it proves nothing, and lets it be taken off", async () => {
    const acme = await found();
    const domain = await add(acme);
    publish(domain);
    await server.services.transact(({ tx }) =>
      tx.updateTable("organizations").set({ plan: "free" }).where("id", "=", acme.id).execute(),
    );
    await server.services.transact(({ tx }) =>
      tx
        .updateTable("policyEpochs")
        .set(({ eb }) => ({ epoch: eb("epoch", "+", 1) }))
        .execute(),
    );
    expect((await verify(acme, domain)).body).toMatchObject({ reason: "plan" });
    expectStatus(await acme.owner.call("DELETE", `${acme.path}/domains/${domain.id}`), 204);
  });

  test("another organization's domain is not there", async () => {
    const [acme, other] = [await found(), await found()];
    const domain = await add(acme);
    publish(domain);
    expect(slugOf(await verify({ ...other, path: other.path }, domain))).toBe("not-found");
    expect(slugOf(await other.owner.call("DELETE", `${other.path}/domains/${domain.id}`))).toBe("not-found");
  });

  describe("not proven, with what DNS said instead", () => {
    test.each<
      [string, (domain: Shown) => Parameters<DnsServer["table"]["set"]>[1], (domain: Shown) => string[], RegExp]
    >([
      ["no such name", () => ({ a: ["192.0.2.1"] }), () => [], /no TXT record/],
      ["others", () => ({ txt: ["v=spf1 -all"] }), () => ["v=spf1 -all"], /letter by letter/],
      [
        "more than the value",
        ({ record }) => ({ txt: [`x${record.value}`, `${record.value}x`] }),
        ({ record }) => [`x${record.value}`, `${record.value}x`],
        /letter by letter/,
      ],
      [
        "its own parts, as two records",
        ({ record }) => ({ txt: [record.value.slice(0, 9), record.value.slice(9)] }),
        ({ record }) => [record.value.slice(0, 9), record.value.slice(9)],
        /letter/,
      ],
      [
        "a long text, cut",
        () => ({ txt: [["x".repeat(250), "y".repeat(250)]] }),
        () => ["x".repeat(250) + "y".repeat(50)],
        /letter/,
      ],
      ["trouble", () => ({ trouble: "failing" }), () => [], /did not answer/],
    ])("%s", async (_name, records, seen, detail) => {
      const acme = await found();
      const domain = await add(acme);
      dns.table.set(domain.record.host, records(domain));
      const refused = await verify(acme, domain);
      expect([refused.status, slugOf(refused)]).toEqual([409, "domain-not-proven"]);
      expect([...refused.body.seen].sort()).toEqual(seen(domain).sort());
      expect(refused.body.detail).toMatch(detail);
      expect(await get(acme, domain)).toMatchObject({ status: "pending", verifiedAt: null });
    });

    test("a name that is not in DNS at all; nothing at the domain itself counts", async () => {
      const acme = await found();
      const domain = await add(acme);
      dns.table.set(domain.name, { txt: [domain.record.value] });
      expect((await verify(acme, domain)).body.seen).toEqual([]);
    });
  });

  test("parts of one record are joined", async () => {
    const acme = await found();
    const domain = await add(acme);
    dns.table.set(domain.record.host, { txt: [[domain.record.value.slice(0, 20), domain.record.value.slice(20)]] });
    expectStatus(await verify(acme, domain), 200);
  });

  test("two organizations that both stand in DNS: one has it, also when they ask at once", async () => {
    const all = [await found(), await found(), await found()];
    const name = newName();
    const domains = await Promise.all(all.map((each) => add(each, name)));
    dns.table.set(`_mortise.${name}`, { txt: domains.map(({ record }) => record.value) });
    const replies = await Promise.all(all.map((each, index) => verify(each, domains[index]!)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    for (const reply of replies.filter(({ status }) => status === 409)) expect(slugOf(reply)).toBe("conflict");
    const winner = replies.findIndex(({ status }) => status === 200);
    expect(await homeOf(`kim@${name}`)).toMatchObject({ organizationId: all[winner]!.id });
    // Once it is removed there, the next one has it.
    const next = (winner + 1) % 3;
    expect(slugOf(await verify(all[next]!, domains[next]!))).toBe("conflict");
    expectStatus(await all[winner]!.owner.call("DELETE", `${all[winner]!.path}/domains/${domains[winner]!.id}`), 204);
    expectStatus(await verify(all[next]!, domains[next]!), 200);
  });

  test("an organization that ends leaves its name to others", async () => {
    const [acme, other] = [await found(), await found()];
    const name = newName();
    await prove(acme, await add(acme, name));
    await server.services.transact(({ tx }) => tx.deleteFrom("organizations").where("id", "=", acme.id).execute());
    await prove(other, await add(other, name));
  });

  describe("looked for every day", () => {
    const look = () => checkDomains(server.services);
    const questions = ({ record }: Shown): number => dns.asked.filter((each) => each === `TXT ${record.host}`).length;

    test("once a day, by one of several servers", async () => {
      const acme = await found();
      const domain = await prove(acme, await add(acme));
      const other = await startServer(dialect, {
        settings: { MORTISE_DNS_SERVERS: dns.at },
        databaseUrl: server.databaseUrl,
        clock: server.clock,
        quiet: true,
      });
      const before = questions(domain);
      await look();
      expect(questions(domain)).toBe(before);
      server.clock.advance(day);
      await Promise.all([look(), checkDomains(other.services), look(), checkDomains(other.services)]);
      expect(questions(domain)).toBe(before + 1);
      expect(await get(acme, domain)).toMatchObject({ status: "verified", checkedAt: at() });
      await other.close();
    });

    test("lost: failing, told at once and after three days; after fourteen nobody new is captured", async () => {
      const acme = await found();
      const second = await newMember(acme, "owner");
      const domain = await prove(acme, await add(acme));
      const [{ name }, gone] = [domain, `The proof of a domain of ${acme.name} is gone`];
      dns.table.delete(domain.record.host);
      server.clock.advance(day);
      await look();
      const failingSince = at();
      expect(await get(acme, domain)).toMatchObject({ status: "failing", failingSince });
      expect(await homeOf(`kim@${name}`)).toMatchObject({ isCapturing: true });
      for (const owner of [acme.owner, second]) expect(await mailed(owner, name)).toEqual([gone]);
      for (let each = 1; each < 14; each++) {
        server.clock.advance(day);
        await look();
        expect(await homeOf(`kim@${name}`)).toMatchObject({ isCapturing: true });
        expect(await mailed(second, name)).toHaveLength(each < 3 ? 1 : 2);
      }
      server.clock.advance(day);
      await look();
      expect(await get(acme, domain)).toMatchObject({ status: "failing", failingSince });
      expect(await homeOf(`kim@${name}`)).toMatchObject({ organizationId: acme.id, isCapturing: false });
      expect((await mailed(second, name)).sort()).toEqual([
        `A domain of ${acme.name} no longer takes in new people`,
        gone,
        `The proof of a domain of ${acme.name} is still gone`,
      ]);
      publish(domain);
      server.clock.advance(day);
      await look();
      expect(await get(acme, domain)).toMatchObject({ status: "verified", failingSince: null });
      expect(await homeOf(`kim@${name}`)).toMatchObject({ isCapturing: true });
      expect(await events(domain)).toEqual([
        ...["domain.added", "domain.verified", "domain.failing", "domain.failing", "domain.released"],
        "domain.recovered",
      ]);
    });

    test("back in time: nothing more is said", async () => {
      const acme = await found();
      const domain = await prove(acme, await add(acme));
      dns.table.delete(domain.record.host);
      expect(slugOf(await verify(acme, domain))).toBe("domain-not-proven");
      expect(await get(acme, domain)).toMatchObject({ status: "failing" });
      publish(domain);
      expectStatus(await verify(acme, domain), 200);
      expect(await events(domain)).toEqual(["domain.added", "domain.verified", "domain.failing", "domain.recovered"]);
    });

    test("silence of DNS is no loss, and delays nothing else", async () => {
      const acme = await found();
      const [silent, broken, fine] = [
        await prove(acme, await add(acme)),
        await prove(acme, await add(acme)),
        await prove(acme, await add(acme)),
      ];
      const checkedAt = at();
      dns.table.set(silent.record.host, { trouble: "silent" });
      dns.table.set(broken.record.host, { trouble: "failing" });
      server.clock.advance(day);
      const looking = look();
      await expect.poll(async () => (await get(acme, fine)).checkedAt).toBe(at());
      await server.maintain();
      await looking;
      for (const domain of [silent, broken])
        expect(await get(acme, domain)).toMatchObject({ status: "verified", checkedAt });
      const before = questions(silent);
      await look();
      expect(questions(silent)).toBe(before);
      // Nobody behind this has to wait for it.
      for (const { record } of [silent, broken]) dns.table.set(record.host, { txt: [record.value] });
    });

    test("a released one that somebody else has proven stays theirs", async () => {
      const [acme, other] = [await found(), await found()];
      const name = newName();
      const lost = await prove(acme, await add(acme, name));
      const won = await add(other, name);
      dns.table.set(`_mortise.${name}`, { txt: [won.record.value] });
      expect(slugOf(await verify(other, won))).toBe("conflict");
      server.clock.advance(day);
      await look();
      server.clock.advance(15 * day);
      await look();
      expectStatus(await verify(other, won), 200);
      dns.table.set(`_mortise.${name}`, { txt: [won.record.value, lost.record.value] });
      server.clock.advance(day);
      await look();
      expect(slugOf(await verify(acme, lost))).toBe("conflict");
      expect(await get(acme, lost)).toMatchObject({ status: "failing" });
      expect(await homeOf(`kim@${name}`)).toMatchObject({ organizationId: other.id, isCapturing: true });
    });

    test("breaks off when the server ends", async () => {
      const acme = await found();
      const domain = await prove(acme, await add(acme));
      dns.table.set(domain.record.host, { trouble: "silent" });
      server.clock.advance(day);
      const ended = new AbortController();
      const before = questions(domain);
      const looking = checkDomains(server.services, ended.signal);
      await expect.poll(() => questions(domain)).toBeGreaterThan(before);
      ended.abort();
      await expect(looking).rejects.toBe(ended.signal.reason);
      expect(await get(acme, domain)).toMatchObject({ status: "verified" });
    });
  });
});
