import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import type { DnsServer } from "../support/dns-server.ts";
import type { OpenIdProvider } from "../support/openid-provider.ts";
import { expectStatus, Person, type Reply } from "../support/person.ts";
import { send } from "../support/send.ts";
import { beginBySso, follow, setUpOidc, type SsoOrganization } from "../support/single-sign-on.ts";
import { startSso, stopSso } from "../support/sso-server.ts";
import type { TestServer } from "../support/test-server.ts";

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";
const failed = /^\/sign-in\?sso=failed&reference=trac_/;

describe.each(dialects)("a provider that says what no program expects, on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let server: TestServer;
  let acme: SsoOrganization;
  let side: Server;
  let published: unknown = {};
  beforeAll(async () => {
    ({ dns, op, server } = await startSso(dialect));
    acme = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
    side = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(published));
    });
    await new Promise<void>((done) => side.listen(0, "127.0.0.1", done));
  });
  beforeEach(() => {
    op.lies = {};
    // What was read of the provider is read anew.
    server.clock.advance(11 * 60);
  });
  afterAll(async () => {
    await stopSso({ dns, op, server });
    side.close();
  });

  let people = 0;
  interface Gone {
    readonly at: string;
    readonly reply: Reply;
    readonly session: Reply;
  }
  const go = async (claims: Record<string, unknown> = {}): Promise<Gone> => {
    const person = new Person(server, `p${++people}@${acme.domain}`);
    op.user = { sub: `s${people}`, email: person.email, name: "Kim", ...claims };
    const { at, reply } = await follow(person, (await beginBySso(person)).url);
    return { at, reply, session: await person.get("/v1/session") };
  };
  const order = (token: string) =>
    send(`${server.url}/sso/${acme.connectionId}/backchannel-logout`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ logout_token: token }).toString(),
    });
  const seconds = (): number => Math.floor(server.clock.now() / 1000);

  test.each<[string, unknown]>([
    ["an object", { toString: 1, valueOf: 1 }],
    ["a number", 5],
    ["nothing", null],
  ])("discovery that calls its issuer %s: refused, with a trace", async (_name, issuer) => {
    op.lies.discovery = { issuer };
    expect((await go()).at).toMatch(failed);
  });

  const small = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ format: "jwk" });
  test.each<[string, object]>([
    ["an RSA key of 1024 bits", { ...small, alg: "RS256", use: "sig" }],
    ["one of nonsense", { kty: "RSA", n: "AA", e: "AQAB", alg: "RS256" }],
    ["one without its exponent", { kty: "RSA", n: "AAAA", alg: "RS256" }],
    ["one of no texts", { kty: "RSA", n: 5, e: {}, alg: "RS256" }],
    ["one of no base64", { kty: "RSA", n: "!!!", e: "***", alg: "RS256" }],
    ["one for something else", { ...small, key_ops: 5 }],
  ])("keys that hold %s: refused, with a trace", async (_name, key) => {
    published = { keys: [{ kid: "k1", ...key }] };
    op.lies.discovery = { jwks_uri: `http://127.0.0.1:${(side.address() as AddressInfo).port}/${++people}` };
    expect((await go()).at).toMatch(failed);
  });

  test.each<[string, () => Record<string, unknown>, boolean]>([
    ["a session's end with a fraction", () => ({ session_expiry: seconds() + 3600.12345 }), true],
    ["a sign-in with a fraction", () => ({ auth_time: seconds() - 10.12345 }), true],
    ["a sign-in before all time", () => ({ auth_time: -1e15 }), false],
    ["one further still", () => ({ auth_time: -1e300 }), false],
    ["made with a fraction", () => ({ iat: seconds() - 1.234567 }), true],
    ["good for ever", () => ({ exp: 1e300 }), false],
    ["good since ever", () => ({ nbf: -1e300 }), false],
  ])("%s", async (_name, claims, isIn) => {
    const { at, session } = await go(claims());
    expect(session.status).toBe(isIn ? 200 : 401);
    if (isIn) expect(Date.parse(session.body.expiresAt as string)).toBeGreaterThan(server.clock.now());
    else expect(at).toMatch(failed);
  });

  test.each<[string, Record<string, unknown>]>([
    ["a NUL in its name", { name: "a\u0000b" }],
    ["half a letter", { name: "\ud800" }],
    ["a letter that would be cut", { name: `${"a".repeat(99)}😀` }],
    ["lines", { name: "Kim\r\nBcc: x@evil.example" }],
    ["marks that turn text", { name: "\u202eKim" }],
    ["a NUL in a group", { groups: ["a\u0000b"] }],
    ["names that every object has", JSON.parse('{"__proto__":["admins"],"constructor":"x","toString":"y"}')],
  ])("somebody with %s comes in, by a name that can be read", async (_name, claims) => {
    const { session } = await go(claims);
    expect(session.body.account?.name).toBe(claims.name === undefined ? "Kim" : `p${people}`);
  });

  test.each([["a\u0000b"], ["\ud800"], ["line\nbreak"]])(
    "a subject that cannot be written is refused: %j",
    async (sub) => {
      const { at } = await go({ sub });
      expect(at).toMatch(failed);
      const [trace] = expectStatus(await acme.owner.get(`${acme.connection}/traces`), 200).body.items;
      expect(trace.reason).toBe("subject");
    },
  );

  test("however many wait for what a provider says of itself, it is asked once", async () => {
    published = { keys: [] };
    let asked = 0;
    side.on("request", () => asked++);
    op.lies.discovery = { jwks_uri: `http://127.0.0.1:${(side.address() as AddressInfo).port}/${++people}` };
    await Promise.all(Array.from({ length: 20 }, () => order("x.y.z")));
    const token = await op.sign({ iss: op.issuer }, { typ: "logout+jwt" });
    expect((await Promise.all(Array.from({ length: 20 }, () => order(token)))).map(({ status }) => status)).toEqual(
      Array.from({ length: 20 }, () => 400),
    );
    expect(asked).toBe(1);
  });

  test("an order whose instants have fractions is carried out", async () => {
    const { session } = await go();
    expect(session.status).toBe(200);
    const { sub } = op.user;
    const claims = { iss: op.issuer, aud: op.clientId, jti: "fraction", sub, events: { [logoutEvent]: {} } };
    const times = { iat: seconds() - 1.5432101, exp: seconds() + 100.12345 };
    const token = await op.sign({ ...claims, ...times }, { typ: "logout+jwt" });
    expect((await order(token)).status).toBe(200);
  });

  test.each([["constructor"], ["__proto__"], ["toString"]])(
    "a role rule on %s is one like every other",
    async (attribute) => {
      const { owner, connection, path } = acme;
      await owner.signIn();
      await owner.stepUp("change-sso");
      const rules = [{ attribute, equals: "x", role: "admin" }];
      expectStatus(await owner.call("PUT", `${connection}/role-rules`, rules), 200);
      expect((await owner.post(`${connection}/role-rules/preview`, rules)).status).toBe(200);
      const kim = new Person(server, `p${++people}@${acme.domain}`);
      const roleBy = async (more: object) => {
        op.user = { sub: kim.email, email: kim.email, ...more };
        await follow(kim, (await beginBySso(kim)).url);
        return (await kim.get(path)).body.role as string;
      };
      expect(await roleBy({})).toBe("member");
      expect(await roleBy(JSON.parse(`{"${attribute}":["x"]}`))).toBe("admin");
      expectStatus(await owner.call("PUT", `${connection}/role-rules`, []), 200);
    },
  );

  test("what is more than is kept neither gives a role nor leaves one", async () => {
    const { owner, connection, path } = acme;
    await owner.signIn();
    await owner.stepUp("change-sso");
    const rules = [
      { attribute: "zz_contractor", equals: "yes", role: "member" },
      { attribute: "groups", equals: "staff", role: "admin" },
    ];
    expectStatus(await owner.call("PUT", `${connection}/role-rules`, rules), 200);
    const kim = new Person(server, `p${++people}@${acme.domain}`);
    const come = async (more: object) => {
      op.user = { sub: kim.email, email: kim.email, ...more };
      await follow(kim, (await beginBySso(kim)).url);
      return (await kim.get(path)).body.role as string;
    };
    const many = Array.from({ length: 600 }, (_, each) => `group-${each}`);
    const padding = Object.fromEntries(Array.from({ length: 60 }, (_, each) => [`a${each}`, "x".repeat(200)]));
    expect(await come({ groups: ["staff"] })).toBe("admin");
    // The rule's own is found among whatever else there is.
    expect(await come({ ...padding, groups: [...many, "staff"] })).toBe("admin");
    expect(await come({ groups: ["staff"], ...padding, zz_contractor: "yes" })).toBe("member");
    expect(await come({ groups: ["staff", "x".repeat(300)] })).toBe("admin");
    // Whoever lost their group lost their role, however much they fill the rest with.
    expect(await come({ ...padding, groups: many })).toBe("member");
    // Of what is not kept whole, another rule cannot be tried.
    const [unknown] = expectStatus(
      await owner.post(`${connection}/role-rules/preview`, [{ attribute: "a1", equals: "x", role: "admin" }]),
      200,
    ).body.people.filter((each: { account: { email: string } }) => each.account.email === kim.email);
    expect(unknown).toMatchObject({ changes: false });
    expectStatus(await owner.call("PUT", `${connection}/role-rules`, []), 200);
  });
});
