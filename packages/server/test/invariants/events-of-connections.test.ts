import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { OpenIdProvider } from "../support/openid-provider.ts";
import { expectStatus, Person } from "../support/person.ts";
import { recordedWithConnections } from "../support/recorded-elsewhere.ts";
import { createOwned, follow, oidcOf, proveDomain, signInBySso } from "../support/single-sign-on.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

describe.each(dialects)("what happens to connections is recorded, exactly, on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let server: TestServer;
  beforeAll(async () => {
    dns = await startDnsServer();
    const settings = { MORTISE_DNS_SERVERS: dns.at, MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8" };
    server = await startServer(dialect, { settings, quiet: true });
    op = await OpenIdProvider.start(() => server.clock.now());
  });
  afterAll(async () => {
    await server.close();
    await op.close();
    await dns.close();
  });

  test("each writing route records its events and nothing else", async () => {
    const seen = new Set<string>();
    const organization = await createOwned(server);
    const domain = await proveDomain(organization, dns);
    const { owner } = organization;
    const holder = new Person(server);
    let [conn, id, account] = ["", "", ""];
    const call = async (route: string, status: number, body?: object | string, by = owner, headers = {}) => {
      seen.add(route);
      const [method = "", template = ""] = route.split(" ");
      const filled = { org: organization.id, conn, id, account } as const;
      const path = template.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof filled) => filled[name]);
      return expectStatus(await by.call(method, path, body, headers), status).body;
    };
    const types = async (): Promise<string[]> => {
      const rows = await server.services.database.read.selectFrom("events").select("type").orderBy("id").execute();
      return rows.map(({ type }) => type).filter((type) => type !== "request.refused");
    };
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const root = "/v1/organizations/{org}/connections";
    const given = { kind: "oidc", name: "Acme ID", ...oidcOf(op) };
    const rules = [{ attribute: "groups", equals: "it", role: "admin" }];
    const kim = new Person(server, `kim@${domain}`);
    const runTest = async (path: string, by: Person): Promise<void> => {
      const begun = await call(path, 201, {}, by);
      op.user = { sub: "tester", email: `tester@${domain}` };
      await follow(by, begun.url as string);
    };
    const steps: [string, string[], () => Promise<unknown>][] = [
      ["create", ["connection.created"], async () => (conn = (await call(`POST ${root}`, 201, given)).id as string)],
      ["create unfit", [], () => call(`POST ${root}`, 422, { ...given, issuer: "nowhere" })],
      ["activate untested", [], () => call(`POST ${root}/{conn}/activate`, 409, {})],
      ["test", ["connection.tested"], () => runTest(`POST ${root}/{conn}/tests`, owner)],
      ["activate", ["connection.activated"], () => call(`POST ${root}/{conn}/activate`, 200, {})],
      ["activate again", [], () => call(`POST ${root}/{conn}/activate`, 200, {})],
      ["change", ["connection.changed"], () => call(`PATCH ${root}/{conn}`, 200, { jit: "verified-domains" })],
      ["change nothing", [], () => call(`PATCH ${root}/{conn}`, 200, { jit: "verified-domains" })],
      ["change what is trusted", ["connection.changed"], () => call(`PATCH ${root}/{conn}`, 200, oidcOf(op))],
      ["give that up", ["connection.change-discarded"], () => call(`DELETE ${root}/{conn}/pending`, 204)],
      ["give nothing up", [], () => call(`DELETE ${root}/{conn}/pending`, 409)],
      ["change it again", ["connection.changed"], () => call(`PATCH ${root}/{conn}`, 200, oidcOf(op))],
      ["test that", ["connection.tested", "connection.replaced"], () => runTest(`POST ${root}/{conn}/tests`, owner)],
      ["rules", ["connection.rules-changed"], () => call(`PUT ${root}/{conn}/role-rules`, 200, rules)],
      ["preview", [], () => call(`POST ${root}/{conn}/role-rules/preview`, 200, rules)],
      [
        "a first sign-in",
        ["account.created", "member.added", "identity.linked", "session.opened", "sign-in.accepted"],
        () => signInBySso(kim, op, { sub: "kim", email: kim.email }),
      ],
      [
        "a sign-in that gives a role",
        ["member.role-changed", "session.ended", "session.opened", "sign-in.accepted"],
        () => signInBySso(kim, op, { sub: "kim", email: kim.email, groups: ["it"] }),
      ],
      [
        "initiate",
        [],
        () => call("POST /sso/{conn}/initiate", 303, `iss=${encodeURIComponent(op.issuer)}`, holder, form),
      ],
      [
        "an order nobody signed",
        [],
        () => call("POST /sso/{conn}/backchannel-logout", 400, "logout_token=x", holder, form),
      ],
      [
        "a revocation nobody signed",
        [],
        () =>
          call(
            "POST /sso/{conn}/global-token-revocation",
            401,
            { sub_id: { format: "email", email: "a@b.example" } },
            holder,
          ),
      ],
      [
        "an answer of SAML nobody asked for",
        [],
        () => call("POST /sso/{conn}/acs", 303, "SAMLResponse=x", holder, form),
      ],
      ["a sign-out of SAML at another", [], () => call("POST /sso/{conn}/logout", 303, "SAMLRequest=x", holder, form)],
      ["sign out at the provider", ["session.ended"], () => call("POST /v1/session/provider-sign-out", 200, {}, kim)],
      [
        "unlink",
        ["identity.unlinked"],
        async () => {
          const { items } = (await owner.get(`${organization.path}/members`)).body;
          account = items.find((each: { account: { email: string } }) => each.account.email === kim.email).account.id;
          id = (await owner.get(`${organization.path}/members/${account}/identities`)).body.items[0].id;
          await call("DELETE /v1/organizations/{org}/members/{account}/identities/{id}", 200);
        },
      ],
      ["disable", ["connection.disabled"], () => call(`POST ${root}/{conn}/disable`, 200, {})],
      ["disable again", [], () => call(`POST ${root}/{conn}/disable`, 200, {})],
      ["a key where none is", [], () => call(`POST ${root}/{conn}/keys`, 409, {})],
      ["delete", ["connection.deleted"], () => call(`DELETE ${root}/{conn}`, 204)],
      ["delete again", [], () => call(`DELETE ${root}/{conn}`, 404)],
      [
        "a link",
        ["setup-link.created", "setup-link.opened"],
        async () => {
          const wish = { intents: ["domains", "sso"], expiresInHours: 1 };
          const { url } = await call("POST /v1/organizations/{org}/setup-links", 201, wish);
          await call("POST /v1/set-up/open", 200, { token: url.split("#token=")[1] as string }, holder);
        },
      ],
      [
        "a domain by it",
        ["domain.added", "domain.removed"],
        async () => {
          id = (await call("POST /v1/set-up/domains", 201, { name: "by-link.example" }, holder)).id as string;
          await call("POST /v1/set-up/domains/{id}/verify", 409, {}, holder);
          await call("DELETE /v1/set-up/domains/{id}", 204, undefined, holder);
        },
      ],
      ["a connection by it", ["connection.created"], () => call("PUT /v1/set-up/connection", 201, given, holder)],
      ["a test by it", ["connection.tested"], () => runTest("POST /v1/set-up/tests", holder)],
      ["done", ["setup-link.finished"], () => call("DELETE /v1/set-up", 204, undefined, holder)],
      ["nothing to take back", [], () => call("DELETE /v1/organizations/{org}/setup-links", 204)],
    ];
    for (const [name, expected, work] of steps) {
      const before = (await types()).length;
      await work();
      expect([name, (await types()).slice(before)]).toEqual([name, expected]);
    }
    expect([...seen].sort()).toEqual([...recordedWithConnections].sort());
  });
});
