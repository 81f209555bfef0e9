import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkDomains } from "../../src/sso/domains/check-domains.ts";
import { dialects } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { createOrganization } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { recordedWithSso } from "../support/recorded-elsewhere.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;

describe.each(dialects)("what happens to single sign-on is recorded, exactly, on %s", (dialect) => {
  let dns: DnsServer;
  let server: TestServer;
  beforeAll(async () => {
    dns = await startDnsServer();
    const settings = { MORTISE_DNS_SERVERS: dns.at, MORTISE_DEFAULT_PLAN: "team" };
    server = await startServer(dialect, { settings, quiet: true });
  });
  afterAll(async () => {
    await server.close();
    await dns.close();
  });

  test("each writing route records its events and nothing else", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const { id: org } = await createOrganization(maya);
    const seen = new Set<string>();
    const root = "/v1/organizations/{org}/domains";
    const call = async (route: string, status: number, { body, id = "" }: { body?: object; id?: string } = {}) => {
      seen.add(route);
      const [method = "", path = ""] = route.split(" ");
      return expectStatus(await maya.call(method, path.replace("{org}", org).replace("{id}", id), body), status).body;
    };
    const events = async () => {
      const rows = await server.services.database.read.selectFrom("events").selectAll().orderBy("id").execute();
      return rows.filter(({ type }) => type !== "request.refused");
    };
    const recorded = async (by: Person | null, expected: [string, object][], work: () => Promise<unknown>) => {
      const before = (await events()).length;
      await work();
      const happened = (await events()).slice(before);
      expect(happened.map(({ type, data }) => [type, JSON.parse(data) as unknown])).toEqual(expected);
      for (const { organizationId, accountId, actorKind, actorId } of happened)
        expect([organizationId, accountId, actorKind, actorId]).toEqual([
          ...[org, null, by ? "organization-admin" : "system", by?.accountId ?? null],
        ]);
    };
    const name = "acme-events.example";
    let domain = { id: "", record: { host: "", value: "" } };
    const domainId = expect.stringMatching(/^domn_/) as unknown as string;
    await recorded(maya, [["domain.added", { domainId, name }]], async () => {
      domain = (await call(`POST ${root}`, 201, { body: { name } })) as typeof domain;
    });
    const data = { domainId: domain.id, name };
    await recorded(maya, [], () => call(`POST ${root}`, 409, { body: { name } }));
    await recorded(maya, [], () => call(`POST ${root}`, 422, { body: { name: "gmail.com" } }));
    const verify = (status: number) => call(`POST ${root}/{id}/verify`, status, { id: domain.id, body: {} });
    await recorded(maya, [], () => verify(409));
    dns.table.set(domain.record.host, { txt: [domain.record.value] });
    await recorded(maya, [["domain.verified", data]], () => verify(200));
    await recorded(maya, [], () => verify(200));
    const look = async (days: number): Promise<void> => {
      server.clock.advance(days * day);
      await checkDomains(server.services);
    };
    await recorded(null, [], () => look(1));
    dns.table.delete(domain.record.host);
    await recorded(null, [["domain.failing", { ...data, days: 0 }]], () => look(1));
    await recorded(null, [], () => look(1));
    await recorded(null, [["domain.failing", { ...data, days: 3 }]], () => look(2));
    await recorded(null, [["domain.released", data]], () => look(11));
    await recorded(null, [], () => look(1));
    dns.table.set(domain.record.host, { txt: [domain.record.value] });
    await recorded(null, [["domain.recovered", data]], () => look(1));
    await maya.stepUp("change-sso");
    await recorded(maya, [["domain.removed", data]], () => call(`DELETE ${root}/{id}`, 204, { id: domain.id }));
    await recorded(maya, [], () => call(`DELETE ${root}/{id}`, 404, { id: domain.id }));
    expect([...seen].sort()).toEqual([...recordedWithSso].sort());
  });
});
