import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../src/crypto/hash.ts";
import { findConnection } from "../../src/policies/connections.ts";
import { finishTest } from "../../src/sso/connection-tests/finish-test.ts";
import { rememberSeen } from "../../src/sso/flow/requests.sql.ts";
import { dialects } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { OpenIdProvider } from "../support/openid-provider.ts";
import { createOrganization } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { send } from "../support/send.ts";
import {
  beginBySso,
  follow,
  locationOf,
  setUpOidc,
  signInBySso,
  type SsoOrganization,
} from "../support/single-sign-on.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const many = 50;

/** Asks for the same fifty times at once. */
function at<Result>(work: (index: number) => Promise<Result>, times = many): Promise<Result[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => work(index)));
}

describe.each(dialects)("single sign-on, asked for at once on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let server: TestServer;
  let second: TestServer;
  let acme: SsoOrganization;
  beforeAll(async () => {
    dns = await startDnsServer();
    const options = {
      settings: { MORTISE_DNS_SERVERS: dns.at, MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8" },
      quiet: true,
    };
    server = await startServer(dialect, options);
    second = await startServer(dialect, { ...options, databaseUrl: server.databaseUrl, clock: server.clock });
    op = await OpenIdProvider.start(() => server.clock.now());
    acme = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
  });
  afterAll(async () => {
    await second.close();
    await server.close();
    await op.close();
    await dns.close();
  });

  let people = 0;
  const userOf = ({ email }: Person) => ({ sub: `sub-${email}`, email, name: "Kim Doe" });
  const atDomain = ({ domain }: SsoOrganization): Person => new Person(server, `kim${++people}@${domain}`);
  /** The same browser, at the one server or the other. */
  const spread = (person: Person, index: number): Person => {
    const other = new Person(index % 2 === 0 ? server : second, person.email);
    for (const [name, value] of person.cookies) other.cookies.set(name, value);
    return other;
  };
  const liveOf = (connectionId: string) =>
    server.services.read
      .selectFrom("ssoSessions")
      .innerJoin("sessions", "sessions.id", "ssoSessions.sessionId")
      .select("sessions.id")
      .where("ssoSessions.connectionId", "=", connectionId)
      .where("sessions.endedAt", "is", null)
      .execute();

  /** The address the provider sends the browser back to. */
  async function answerFor(person: Person): Promise<string> {
    op.user = userOf(person);
    const { url } = await beginBySso(person);
    const { publicUrl } = server.services.config;
    const out = locationOf(await person.get(url.replace(publicUrl, "")), server);
    return locationOf({ headers: (await send(out, { method: "GET", headers: {} })).headers }, server);
  }

  test("one answer of the provider is taken once, and one hand-off opens one session", async () => {
    const kim = atDomain(acme);
    const back = await answerFor(kim);
    const answered = await at((index) => spread(kim, index).get(back));
    const onward = answered.map((reply) => locationOf(reply, server)).filter((to) => to.includes("/continue?"));
    expect(onward).toHaveLength(1);
    expect(answered.every(({ status }) => status === 303)).toBe(true);
    const continued = await at((index) => spread(kim, index).get(onward[0]!));
    expect(continued.filter((reply) => locationOf(reply, server).includes("#attempt="))).toHaveLength(1);
    const opened = continued.filter(({ headers }) =>
      headers.getSetCookie().some((cookie) => /^(__Host-)?mortise=/.test(cookie)),
    );
    expect(opened).toHaveLength(1);
    expect(await liveOf(acme.connectionId)).toHaveLength(1);
  });

  test("one set-up link is opened once", async () => {
    const { owner, path } = acme;
    await owner.stepUp("change-sso");
    const asked = { intents: ["sso"], expiresInHours: 1 };
    const { url } = expectStatus(await owner.post(`${path}/setup-links`, asked), 201).body;
    const token = (url as string).split("#token=")[1];
    const replies = await at((index) => spread(new Person(server), index).post("/v1/set-up/open", { token }));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("one logout token counts once", async () => {
    const kim = atDomain(acme);
    op.user = { ...userOf(kim) };
    await signInBySso(kim, op, userOf(kim));
    const seconds = Math.floor(server.clock.now() / 1000);
    const token = await op.sign(
      {
        ...{ iss: op.issuer, aud: op.clientId, sub: `sub-${kim.email}`, iat: seconds, exp: seconds + 120, jti: "once" },
        events: { "http://schemas.openid.net/event/backchannel-logout": {} },
      },
      { typ: "logout+jwt" },
    );
    const body = new URLSearchParams({ logout_token: token }).toString();
    const replies = await at((index) =>
      send(`${(index % 2 ? second : server).url}/sso/${acme.connectionId}/backchannel-logout`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body,
      }),
    );
    expect(replies.filter(({ status }) => status === 200 || status === 204)).toHaveLength(1);
    expect((await kim.get("/v1/session")).status).toBe(401);
  });

  test("one assertion is remembered once", async () => {
    const row = { connectionId: acme.connectionId, idHash: sha256("_a1"), expiresAt: server.clock.now() + 60_000 };
    const seen = await at((index) =>
      (index % 2 ? second : server).services.transact(({ tx }) => rememberSeen(tx, row)),
    );
    expect(seen.filter(Boolean)).toHaveLength(1);
  });

  test("one test is finished once", async () => {
    const { owner, path, connectionId } = acme;
    const { id } = expectStatus(await owner.post(`${path}/connections/${connectionId}/tests`, {}), 201).body;
    const connection = (await findConnection(server.services.read, connectionId))!;
    const tested = { testId: id as string, connection, revision: connection.revision };
    const count = async () =>
      (
        await server.services.read
          .selectFrom("events")
          .select("id")
          .where("type", "=", "connection.tested")
          .where("organizationId", "=", acme.id)
          .execute()
      ).length;
    const before = await count();
    await at((index) => finishTest((index % 2 ? second : server).services, tested, { checks: [], vouched: null }));
    expect(await count()).toBe(before + 1);
  });

  test.each(["disable", "delete"] as const)(
    "nobody is in by a connection that somebody has chosen to %s beside them",
    async (act) => {
      const organization = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
      const { owner, connection, connectionId } = organization;
      const going: { person: Person; to: string }[] = [];
      for (let each = 0; each < many; each++) {
        const person = atDomain(organization);
        const to = locationOf(await person.get(await answerFor(person)), server);
        going.push({ person, to });
      }
      await owner.stepUp("change-sso");
      const off = () =>
        act === "disable" ? owner.post(`${connection}/disable`, {}) : owner.call("DELETE", connection);
      const [done] = await Promise.all([
        off(),
        at((index) => spread(going[index]!.person, index).get(going[index]!.to)),
      ]);
      expect(done.status).toBeLessThan(300);
      expect(await liveOf(connectionId)).toEqual([]);
      if (act === "delete") {
        const linked = server.services.read.selectFrom("identities").select("id");
        expect(await linked.where("connectionId", "=", connectionId).where("unlinkedAt", "is", null).execute()).toEqual(
          [],
        );
      }
    },
  );

  test("nor by their own proof, where the connection has named them and is switched off beside it", async () => {
    const organization = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
    const { owner, connection, connectionId } = organization;
    const waiting: { person: Person; attemptId: string }[] = [];
    for (let each = 0; each < 20; each++) {
      const kim = await (await atDomain(organization).signUp()).signIn();
      await createOrganization(kim);
      const person = kim.elsewhere();
      const { attempt } = await signInBySso(person, op, userOf(kim));
      expect(attempt.status).toBe("open");
      waiting.push({ person, attemptId: attempt.id as string });
    }
    await owner.stepUp("change-sso");
    const proofOf = ({ password }: Person) => ({ kind: "password", password });
    const [, replies] = await Promise.all([
      owner.post(`${connection}/disable`, {}),
      at((index) => {
        const { person, attemptId } = waiting[index]!;
        return spread(person, index).prove(attemptId, proofOf(person));
      }, waiting.length),
    ]);
    expect(replies.every(({ status }) => status === 200 || status === 403)).toBe(true);
    expect(await liveOf(connectionId)).toEqual([]);
  });

  test("a connection that was switched off lets nobody go on, though it has named them", async () => {
    const organization = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
    const { owner, connection } = organization;
    const kim = await (await atDomain(organization).signUp()).signIn();
    await createOrganization(kim);
    const person = kim.elsewhere();
    const { attempt } = await signInBySso(person, op, userOf(kim));
    const late = atDomain(organization);
    const to = locationOf(await late.get(await answerFor(late)), server);
    await owner.stepUp("change-sso");
    expectStatus(await owner.post(`${connection}/disable`, {}), 200);
    const proven = await person.prove(attempt.id as string, { kind: "password", password: kim.password });
    expect([proven.status, proven.body.reason]).toEqual([403, "sso-refused"]);
    expect((await person.get(`/v1/attempts/${attempt.id}`)).body.status).toBe("failed");
    expect(await follow(late, to)).toMatchObject({ at: "/sign-in?sso=expired" });
  });
});
