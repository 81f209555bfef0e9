import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectBeside } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { OpenIdProvider } from "../support/openid-provider.ts";
import { createOrganization } from "../support/organizations.ts";
import { Person, type Reply } from "../support/person.ts";
import { beginBySso, locationOf, setUpOidc, signInBySso, type SsoOrganization } from "../support/single-sign-on.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

/** On SQLite one writes after the other. */
describe("a connection switched off in the middle of a sign-in, on postgres", () => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let server: TestServer;
  let other: pg.Client;
  beforeAll(async () => {
    dns = await startDnsServer();
    server = await startServer("postgres", {
      settings: { MORTISE_DNS_SERVERS: dns.at, MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8" },
      quiet: true,
    });
    op = await OpenIdProvider.start(() => server.clock.now());
    other = await connectBeside(server.databaseUrl);
  });
  afterAll(async () => {
    await other.end();
    await server.close();
    await op.close();
    await dns.close();
  });

  const userOf = ({ email }: Person) => ({ sub: `sub-${email}`, email, name: "Kim Doe" });
  const waiting = async (): Promise<number> => {
    const held = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    return (await other.query(held)).rows.length;
  };

  /** Stops a sign-in just before it opens its session, has the connection switched off, and lets both end. */
  async function switchOffBeside({ owner, connection }: SsoOrganization, signIn: () => Promise<Reply>): Promise<void> {
    await owner.stepUp("change-sso");
    await other.query("begin; lock table sso_sessions in exclusive mode");
    const going = signIn();
    await expect.poll(waiting).toBe(1);
    let isOff = false;
    const off = owner.post(`${connection}/disable`, {}).then((reply) => {
      isOff = true;
      return reply;
    });
    await expect.poll(async () => isOff || (await waiting()) === 2).toBe(true);
    await other.query("commit");
    expect((await off).status).toBe(200);
    await going;
  }

  const found = () => setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });

  test("leaves nobody in who came by its hand-off", async () => {
    const acme = await found();
    const kim = new Person(server, `kim@${acme.domain}`);
    op.user = userOf(kim);
    const { url } = await beginBySso(kim);
    const out = locationOf(await kim.get(url.replace(server.services.config.publicUrl, "")), server);
    const back = (await fetch(out, { redirect: "manual" })).headers.get("location")!;
    const onward = locationOf(await kim.get(back.replace(server.services.config.publicUrl, "")), server);
    await switchOffBeside(acme, () => kim.get(onward));
    expect((await kim.get("/v1/session")).status).toBe(401);
  });

  test("leaves nobody in who showed that the account is theirs", async () => {
    const acme = await found();
    const owner = await (await new Person(server, `kim@${acme.domain}`).signUp()).signIn();
    await createOrganization(owner);
    const kim = owner.elsewhere();
    const { attempt } = await signInBySso(kim, op, userOf(owner));
    const proof = { kind: "password", password: owner.password };
    await switchOffBeside(acme, () => kim.prove(attempt.id as string, proof));
    expect((await kim.get("/v1/session")).status).toBe(401);
  });
});
