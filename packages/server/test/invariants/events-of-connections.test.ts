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
    server = await startServer(dialect, {
      settings: { MORTISE_DNS_SERVERS: dns.at, MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8" },
      quiet: true,
    });
    op = await OpenIdProvider.start(() => server.clock.now());
  });
  afterAll(async () => {
    await server.close();
    await op.close();
    await dns.close();
  });

  test("each writing route records its events and nothing else", async () => {
    const organization = await createOwned(server);
    const { owner, id: org } = organization;
    const domain = await proveDomain(organization, dns);
    const seen = new Set<string>();
    const ids: Record<string, string> = { org };
    const call = async (person: Person, route: string, body?: unknown, status = 200) => {
      seen.add(route);
      const [method = "", path = ""] = route.split(" ");
      const media = typeof body === "string" ? { "content-type": "application/x-www-form-urlencoded" } : {};
      const at = path.replace(/\{(\w+)\}/g, (_part, name: string) => ids[name] ?? "nothing");
      return expectStatus(await person.call(method, at, body, media), status);
    };
    const events = async () => {
      const rows = await server.services.database.read.selectFrom("events").selectAll().orderBy("id").execute();
      return rows.filter(({ type }) => type !== "request.refused");
    };
    /** Events by their type and who did it, all of them about this organization. */
    const recorded = async (expected: readonly string[], work: () => Promise<unknown>) => {
      const before = (await events()).length;
      await work();
      const happened = (await events()).slice(before);
      expect(happened.map(({ type, actorKind }) => `${type} by ${actorKind}`)).toEqual(expected);
      for (const { type, organizationId } of happened)
        if (/^(connection|setup-link|domain|identity)\./.test(type))
          expect([type, organizationId]).toEqual([type, org]);
    };
    const connections = "/v1/organizations/{org}/connections";
    const connection = `${connections}/{conn}`;
    const given = { kind: "oidc", name: "Id", ...oidcOf(op) };
    const byAdmin = (type: string): string[] => [`${type} by organization-admin`];
    const byLink = (type: string): string[] => [`${type} by setup-link`];

    await recorded(byAdmin("connection.created"), async () => {
      ids.conn = (await call(owner, `POST ${connections}`, given, 201)).body.id as string;
    });
    await recorded([], () => call(owner, `POST ${connections}`, { ...given, issuer: "ftp://idp.example" }, 422));
    await recorded(byAdmin("connection.changed"), () =>
      call(owner, `PATCH ${connection}`, { jit: "verified-domains" }),
    );
    await recorded([], () => call(owner, `PATCH ${connection}`, { jit: "verified-domains" }));
    await recorded([], () => call(owner, `POST ${connection}/activate`, {}, 409));
    let test = "";
    await recorded([], async () => {
      test = (await call(owner, `POST ${connection}/tests`, undefined, 201)).body.url as string;
    });
    op.user = { sub: "kim", email: `kim@${domain}`, name: "Kim" };
    await recorded(["connection.tested by identity-provider"], () => follow(new Person(server), test));
    await recorded(byAdmin("connection.activated"), () => call(owner, `POST ${connection}/activate`, {}));
    await recorded([], () => call(owner, `POST ${connection}/activate`, {}));
    const rules = [{ attribute: "groups", equals: "it", role: "admin" }];
    await recorded([], () => call(owner, `POST ${connection}/role-rules/preview`, { rules }));
    await recorded(byAdmin("connection.rules-changed"), () =>
      call(owner, `PUT ${connection}/role-rules`, { rules: [] }),
    );
    await recorded([], () =>
      call(owner, `PUT ${connection}/role-rules`, { rules: [{ attribute: "a", equals: "b" }] }, 422),
    );

    const kim = new Person(server, `kim@${domain}`);
    const signsIn = ["account.created", "member.added", "identity.linked"].map(
      (type) => `${type} by identity-provider`,
    );
    await recorded([...signsIn, "session.opened by account", "sign-in.accepted by account"], () =>
      signInBySso(kim, op, op.user),
    );
    ids.account = (await kim.get("/v1/session")).body.account.id as string;
    const elsewhere = kim.elsewhere();
    await signInBySso(elsewhere, op, op.user);
    const seconds = Math.floor(server.clock.now() / 1000);
    const claims = { iss: op.issuer, aud: op.clientId, sub: "kim", iat: seconds, exp: seconds + 120 };
    const logout = await op.sign(
      { ...claims, jti: "1", events: { "http://schemas.openid.net/event/backchannel-logout": {} } },
      { typ: "logout+jwt" },
    );
    const ended = ["session.ended by identity-provider", "session.ended by identity-provider"];
    const order = `logout_token=${logout}`;
    await recorded(ended, () => call(new Person(server), "POST /sso/{conn}/backchannel-logout", order));
    await recorded([], () => call(new Person(server), "POST /sso/{conn}/backchannel-logout", order, 400));
    const subject = { sub_id: { format: "iss_sub", iss: op.issuer, sub: "kim" } };
    await recorded([], () => call(new Person(server), "POST /sso/{conn}/global-token-revocation", subject, 401));
    await recorded([], () => call(new Person(server), "POST /sso/{conn}/acs", "SAMLResponse=x", 303));
    await recorded([], () => call(new Person(server), "POST /sso/{conn}/initiate", `iss=${op.issuer}`, 303));

    const identities = "/v1/organizations/{org}/members/{account}/identities";
    await owner.stepUp("change-sso");
    ids.id = (await owner.get(identities.replace("{org}", org).replace("{account}", ids.account))).body.items[0].id;
    await recorded(byAdmin("identity.unlinked"), () => call(owner, `DELETE ${identities}/{id}`));
    await recorded([], () => call(owner, `DELETE ${identities}/{id}`, undefined, 404));
    await recorded(byAdmin("connection.disabled"), () => call(owner, `POST ${connection}/disable`, {}));
    await recorded([], () => call(owner, `POST ${connection}/disable`, {}));
    await recorded(byAdmin("connection.deleted"), () => call(owner, `DELETE ${connection}`, undefined, 204));
    await recorded([], () => call(owner, `DELETE ${connection}`, undefined, 404));

    const links = "/v1/organizations/{org}/setup-links";
    const asked = { intents: ["domains", "sso"], expiresInHours: 24 };
    await recorded(byAdmin("setup-link.created"), () => call(owner, `POST ${links}`, asked, 201));
    await recorded(byAdmin("setup-link.revoked"), () => call(owner, `DELETE ${links}`, undefined, 204));
    await recorded([], () => call(owner, `DELETE ${links}`, undefined, 204));
    const { url } = (await call(owner, `POST ${links}`, asked, 201)).body as { url: string };
    const ira = new Person(server);
    const token = url.split("#token=")[1];
    await recorded(byLink("setup-link.opened"), () => call(ira, "POST /v1/set-up/open", { token }));
    await recorded([], () => call(new Person(server), "POST /v1/set-up/open", { token }, 410));
    let record = { host: "", value: "" };
    await recorded(byLink("domain.added"), async () => {
      const { body } = await call(ira, "POST /v1/set-up/domains", { name: `more-${domain}` }, 201);
      ids.id = body.id as string;
      record = body.record as typeof record;
    });
    await recorded([], () => call(ira, "POST /v1/set-up/domains/{id}/verify", {}, 409));
    dns.table.set(record.host, { txt: [record.value] });
    await recorded(byLink("domain.verified"), () => call(ira, "POST /v1/set-up/domains/{id}/verify", {}));
    await recorded(byLink("domain.removed"), () => call(ira, "DELETE /v1/set-up/domains/{id}", undefined, 204));
    await recorded(byLink("connection.created"), () => call(ira, "PUT /v1/set-up/connection", given, 201));
    await recorded([], async () => {
      test = (await call(ira, "POST /v1/set-up/tests", {}, 201)).body.url as string;
    });
    await recorded([], () => call(ira, "POST /v1/set-up/activate", {}, 409));
    await recorded(["connection.tested by identity-provider"], () => follow(ira, test));
    await recorded(byLink("connection.activated"), () => call(ira, "POST /v1/set-up/activate", {}));
    await recorded(byLink("setup-link.revoked"), () => call(ira, "DELETE /v1/set-up", undefined, 204));
    await recorded([], () => call(ira, "POST /v1/set-up/tests", {}, 410));
    expect([...seen].sort()).toEqual([...recordedWithConnections].sort());
  });
});
