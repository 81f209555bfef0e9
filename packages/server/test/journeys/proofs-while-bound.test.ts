import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { createOrganization, newMember } from "../support/organizations.ts";
import { bindPhone } from "../support/phones.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer, startServer } from "../support/test-server.ts";

const sessionOf = async (person: Person) => expectStatus(await person.get("/v1/session"), 200).body;
const kindsOf = async (person: Person): Promise<string[]> =>
  (await sessionOf(person)).proofs.map(({ kind }: { kind: string }) => kind).sort();

describe.each(dialects)("a proof counts while what gave it is bound, in requests too, on %s", (dialect) => {
  const server = setServer(dialect);
  const signedIn = async () => (await new Person(server).signUp()).signIn();
  const withApp = async () => {
    const maya = await signedIn();
    await maya.bindTotp();
    return maya;
  };

  test("a session from before two-step was turned off does not pass what an organization requires", async () => {
    const owner = await signedIn();
    const organization = await createOrganization(owner, { plan: "enterprise" });
    const member = await newMember(organization);
    await member.bindTotp();
    const old = await member.elsewhere().signIn();
    expect(await sessionOf(old)).toMatchObject({ assurance: 2 });
    expectStatus(await member.call("DELETE", "/v1/account/authenticators"), 204);
    for (const browser of [old, member]) {
      expect(await sessionOf(browser)).toMatchObject({ assurance: 1, phishingResistant: false });
      expect(await kindsOf(browser)).toEqual(["password"]);
    }
    await setPolicies(server, organization, { secondFactor: { required: "two-factor", graceDays: 0 } });
    const where = `/v1/session?organization=${organization.id}`;
    for (const path of [where, "/v1/session", organization.path])
      expect((await old.get(path)).body, path).toMatchObject({ status: 403, reason: "binding-required" });
    const shown = await server.mortise.session(
      new Request("http://localhost/", { headers: { cookie: `mortise=${old.cookies.get("mortise")}` } }),
    );
    expect(shown).toBeNull();
  });

  test("one of two apps removed: sessions proven with it fall to the password, those of the other stay", async () => {
    const maya = await withApp();
    const lost = (await maya.get("/v1/account/authenticators")).body.totp[0].id;
    await maya.bindTotp("Spare");
    const withLost = await maya.elsewhere().signIn();
    const spare = maya.elsewhere();
    const id = await spare.startSignIn();
    await spare.prove(id, { kind: "password", password: maya.password });
    expectStatus(await spare.prove(id, { kind: "totp", code: spare.freshCode(1) }), 200);
    expectStatus(await spare.call("DELETE", `/v1/account/authenticators/${lost}`), 204);
    expect(await sessionOf(withLost)).toMatchObject({ assurance: 1 });
    expect(await sessionOf(spare)).toMatchObject({ assurance: 2 });
    const listed = (await spare.get("/v1/account/sessions")).body.items as { id: string; assurance: number }[];
    const { id: fallen } = await sessionOf(withLost);
    expect(listed.find((each) => each.id === fallen)?.assurance).toBe(1);
    expect(slugOf(await withLost.post("/v1/account/recovery-codes"))).toBe("step-up-required");
  });

  test("a session that only a removed passkey had opened ends, and its owner sees why", async () => {
    const maya = await signedIn();
    const key = new SoftwareAuthenticator(server.services.config.publicUrl);
    const { authenticator } = await maya.bindPasskey(key);
    const thief = maya.elsewhere();
    expectStatus(await thief.proveByPasskey(key), 200);
    expect(await kindsOf(thief)).toEqual(["passkey"]);
    expectStatus(await maya.call("DELETE", `/v1/account/authenticators/${authenticator.id}`), 204);
    expect(slugOf(await thief.get("/v1/session"))).toBe("not-signed-in");
    const { items } = (await maya.get("/v1/account/events?type=session.ended")).body;
    expect(items[0].data).toEqual({ reason: "authenticator-unbound" });
    expect(await sessionOf(maya)).toMatchObject({ assurance: 1 });
  });

  test("the password removed: what it opened together with a passkey is left with the passkey", async () => {
    const maya = await signedIn();
    const key = new SoftwareAuthenticator(server.services.config.publicUrl);
    await maya.bindPasskey(key);
    const byPassword = maya.elsewhere();
    const id = await byPassword.startSignIn();
    await byPassword.prove(id, { kind: "password", password: maya.password });
    expectStatus(await byPassword.answerByPasskey(id, key), 200);
    expectStatus(await maya.call("DELETE", "/v1/account/password"), 204);
    expect(await kindsOf(byPassword)).toEqual(["passkey"]);
    expect(await kindsOf(maya)).toEqual(["passkey"]);
  });

  test("new recovery codes: another session that an old code opened has only its password left", async () => {
    const maya = await withApp();
    const byCode = async (which: number) => {
      const other = maya.elsewhere();
      const id = await other.startSignIn();
      await other.prove(id, { kind: "password", password: maya.password });
      expectStatus(await other.prove(id, { kind: "recovery-code", code: maya.recoveryCodes[which] }), 200);
      return other;
    };
    const finder = await byCode(0);
    const owner = await byCode(1);
    expectStatus(await owner.post("/v1/account/recovery-codes"), 201);
    expect(await sessionOf(finder)).toMatchObject({ assurance: 1 });
    expect(slugOf(await finder.call("DELETE", "/v1/account/authenticators"))).toBe("step-up-required");
    // Whoever asked for them goes on: they have lost the rest.
    expect(await sessionOf(owner)).toMatchObject({ assurance: 2 });
    expectStatus(await owner.call("DELETE", "/v1/account/authenticators"), 204);
    expect(await kindsOf(owner)).toEqual(["password"]);
  });

  test("a device that is forgotten, or remembered too long ago, stands in for nothing", async () => {
    const owner = await signedIn();
    const organization = await createOrganization(owner, { plan: "enterprise" });
    const member = await newMember(organization);
    await member.bindTotp();
    await setPolicies(server, organization, { secondFactor: { required: "two-factor", graceDays: 0 } });
    const excused = member.elsewhere();
    const remember = async () => {
      const id = await excused.startSignIn();
      await excused.prove(id, { kind: "password", password: member.password });
      const proof = { kind: "totp", code: excused.freshCode(), rememberDevice: true };
      expectStatus(await excused.prove(id, proof), 200);
      await excused.signIn();
      expect(await sessionOf(excused)).toMatchObject({ assurance: 1 });
    };
    await remember();
    await member.stepUp();
    expectStatus(await member.call("DELETE", "/v1/account/remembered-devices"), 200);
    expect((await excused.get("/v1/session")).body.stepUp).toMatchObject({ operation: "meet-policy" });
    await remember();
    await member.stepUp();
    const [{ id }] = (await member.get("/v1/account/remembered-devices")).body.items;
    expectStatus(await member.call("DELETE", `/v1/account/remembered-devices/${id}`), 204);
    expect((await excused.get("/v1/session")).body.stepUp).toMatchObject({ operation: "meet-policy" });
    await remember();
    server.clock.advance(29 * 24 * 3600);
    expect(await sessionOf(excused)).toMatchObject({ assurance: 1 });
    server.clock.advance(24 * 3600);
    expect((await excused.get("/v1/session")).body.stepUp).toMatchObject({ operation: "meet-policy" });
  });

  test("text messages switched off: what a phone proved counts no more, and again when they are back", async () => {
    const on = { MORTISE_TEXT_MESSAGES: "on" };
    const before = await startServer(dialect, { settings: on });
    const maya = await (await new Person(before).signUp()).signIn();
    await bindPhone(maya);
    expect(await sessionOf(maya)).toMatchObject({ assurance: 2 });
    const settings = { MORTISE_TEXT_MESSAGES: "off" };
    const after = await startServer(dialect, {
      settings,
      databaseUrl: before.databaseUrl,
      clock: before.clock,
      quiet: true,
    });
    try {
      const there = new Person(after, maya.email);
      for (const [name, value] of maya.cookies) there.cookies.set(name, value);
      expect(await sessionOf(there)).toMatchObject({ assurance: 1 });
      expect((await there.get("/v1/account/sessions")).body.items[0].assurance).toBe(1);
      expect(await sessionOf(maya)).toMatchObject({ assurance: 2 });
    } finally {
      await after.close();
      await before.close();
    }
  });

  test("an authenticator bound again is another one", async () => {
    const maya = await withApp();
    const old = await maya.elsewhere().signIn();
    expectStatus(await maya.call("DELETE", "/v1/account/authenticators"), 204);
    await maya.bindTotp();
    expect(await sessionOf(old)).toMatchObject({ assurance: 1 });
    expect(await sessionOf(maya)).toMatchObject({ assurance: 2 });
  });
});
