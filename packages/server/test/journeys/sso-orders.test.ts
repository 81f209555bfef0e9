import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import type { DnsServer } from "../support/dns-server.ts";
import type { OpenIdProvider } from "../support/openid-provider.ts";
import { expectStatus, Person, type Reply, slugOf } from "../support/person.ts";
import { send } from "../support/send.ts";
import { setUpOidc, signInBySso, type SsoOrganization } from "../support/single-sign-on.ts";
import { startSso, stopSso } from "../support/sso-server.ts";
import type { TestServer } from "../support/test-server.ts";

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";

describe.each(dialects)("what an OpenID Provider orders on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let server: TestServer;
  let acme: SsoOrganization;
  beforeAll(async () => {
    ({ dns, op, server } = await startSso(dialect));
    acme = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
  });
  afterEach(() => {
    op.lies = {};
  });
  afterAll(() => stopSso({ dns, op, server }));

  let people = 0;
  let tokens = 0;
  const signedIn = async (sid?: string): Promise<{ kim: Person; sub: string }> => {
    const kim = new Person(server, `kim${++people}@${acme.domain}`);
    const sub = `sub${people}`;
    await signInBySso(kim, op, { sub, email: kim.email, ...(sid !== undefined && { sid }) });
    return { kim, sub };
  };
  const isIn = async (person: Person): Promise<boolean> => (await person.get("/v1/session")).status === 200;
  const at = (): number => Math.floor(server.clock.now() / 1000);
  const endpoint = (what: string): string => `${server.services.config.publicUrl}/sso/${acme.connectionId}/${what}`;

  async function machine(what: string, body: string, headers: Record<string, string>): Promise<Reply> {
    const { text, ...reply } = await send(`${server.url}/sso/${acme.connectionId}/${what}`, {
      ...{ method: "POST", headers, body },
    });
    return { ...reply, body: text === "" ? undefined : JSON.parse(text) };
  }

  const logoutToken = (claims: Record<string, unknown>, typ = "logout+jwt"): Promise<string> => {
    const always = { iss: op.issuer, aud: op.clientId, iat: at(), exp: at() + 120, jti: `j${++tokens}` };
    return op.sign({ ...always, events: { [logoutEvent]: {} }, ...claims }, { typ });
  };
  const logOut = (token: string): Promise<Reply> =>
    machine("backchannel-logout", new URLSearchParams({ logout_token: token }).toString(), {
      "content-type": "application/x-www-form-urlencoded",
    });

  test("one session at the provider ends the one it opened, and no other", async () => {
    const { kim } = await signedIn("s-1");
    const elsewhere = kim.elsewhere();
    await signInBySso(elsewhere, op, { ...op.user, sid: "s-2" });
    const reply = await logOut(await logoutToken({ sid: "s-1" }));
    expect(reply.status).toBe(200);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect([await isIn(kim), await isIn(elsewhere)]).toEqual([false, true]);
  });

  test("a person without a session named is out everywhere, halfway through as well", async () => {
    const { kim, sub } = await signedIn();
    op.authTime = () => at();
    const again = kim.elsewhere();
    await signInBySso(again, op, { ...op.user });
    await again.bindTotp();
    const halfway = again.elsewhere();
    const { attempt } = await signInBySso(halfway, op, op.user);
    expect(attempt.status).toBe("open");
    expect((await logOut(await logoutToken({ sub }))).status).toBe(200);
    expect([await isIn(kim), await isIn(again)]).toEqual([false, false]);
    expect(slugOf(await halfway.prove(attempt.id, { kind: "totp", code: halfway.freshCode() }))).toBe("attempt-closed");
    op.authTime = null;
  });

  test.each<[string, Record<string, unknown>, string?]>([
    ["another issuer's", { iss: "https://evil.example" }],
    ["for another client", { aud: "other" }],
    ["with a nonce", { nonce: "n" }],
    ["without the event", { events: {} }],
    ["an old one", { iat: 1, exp: 2 }],
    ["an ID token", {}, "JWT"],
  ])("%s: refused, and nobody is out", async (_name, claims, typ) => {
    const { kim, sub } = await signedIn();
    const reply = await logOut(await logoutToken({ sub, ...claims }, typ));
    expect([reply.status, slugOf(reply)]).toEqual([400, "logout-rejected"]);
    expect(await isIn(kim)).toBe(true);
    const [trace] = expectStatus(await acme.owner.get(`${acme.connection}/traces`), 200).body.items;
    expect(trace).toMatchObject({
      reason: "order",
      checks: [{ fix: expect.stringContaining("Nobody was signed out") }],
    });
  });

  test("a token counts once, and none that the provider has not signed", async () => {
    const { sub } = await signedIn();
    const token = await logoutToken({ sub });
    expect((await logOut(token)).status).toBe(200);
    const { kim } = { kim: new Person(server, op.user.email) };
    await signInBySso(kim, op, op.user);
    expect((await logOut(token)).status).toBe(400);
    expect((await logOut(`${token.slice(0, -6)}AAAAAA`)).status).toBe(400);
    expect((await logOut("no token")).status).toBe(400);
    expect(await isIn(kim)).toBe(true);
  });

  const revoke = async (subject: object, { claims = {}, typ = "global-token-revocation+jwt" } = {}): Promise<Reply> => {
    const always = {
      iss: op.issuer,
      sub: op.clientId,
      aud: endpoint("global-token-revocation"),
      iat: at(),
      exp: at() + 120,
    };
    const token = await op.sign({ ...always, jti: `j${++tokens}`, ...claims }, { typ });
    return machine("global-token-revocation", JSON.stringify({ sub_id: subject }), {
      ...{ "content-type": "application/json", authorization: `Bearer ${token}` },
    });
  };

  test("a global revocation ends everything of somebody by the connection", async () => {
    const { kim, sub } = await signedIn("s-9");
    expect((await revoke({ format: "iss_sub", iss: op.issuer, sub })).status).toBe(204);
    expect(await isIn(kim)).toBe(false);
    const { kim: lee } = await signedIn();
    expect((await revoke({ format: "email", email: lee.email })).status).toBe(204);
    expect(await isIn(lee)).toBe(false);
    expect((await revoke({ format: "email", email: `nobody@${acme.domain}` })).status).toBe(404);
    expect((await revoke({ format: "iss_sub", iss: "https://evil.example", sub })).status).toBe(404);
    const events = (await acme.owner.get(`${acme.path}/events?limit=50`)).body.items as { type: string }[];
    expect(events.map(({ type }) => type)).toContain("session.ended");
  });

  test.each<[string, object, string?]>([
    ["for another address", { aud: "https://mortise.example/" }],
    ["of another client", { sub: "other" }],
    ["of another issuer", { iss: "https://evil.example" }],
    ["good for an hour", { exp: 4_000_000_000 }],
    ["of another type", {}, "JWT"],
  ])("an order %s revokes nothing", async (_name, claims, typ) => {
    const { kim, sub } = await signedIn();
    const reply = await revoke(
      { format: "iss_sub", iss: op.issuer, sub },
      { claims, ...(typ !== undefined && { typ }) },
    );
    expect([reply.status, slugOf(reply)]).toEqual([401, "revocation-rejected"]);
    expect(await isIn(kim)).toBe(true);
  });

  test("without a token, or with what is none, nothing is looked at", async () => {
    const body = JSON.stringify({ sub_id: { format: "email", email: "a@b.example" } });
    expect((await machine("global-token-revocation", body, { "content-type": "application/json" })).status).toBe(401);
    const unfit = await machine("global-token-revocation", "{}", { "content-type": "application/json" });
    expect(unfit.status).toBe(422);
  });

  test("owners hear once a day that the provider cannot be asked", async () => {
    const { kim } = await signedIn();
    op.lies = { token: "html" };
    await signInBySso(kim, op, op.user);
    await signInBySso(kim, op, op.user);
    await server.settle?.();
    const subjects = (await acme.owner.mails()).map(({ subject }) => subject);
    expect(subjects.filter((each) => each.includes("could not be asked"))).toHaveLength(1);
  });
});
