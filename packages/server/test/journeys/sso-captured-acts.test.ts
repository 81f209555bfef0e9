import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lookAfter } from "../../src/sso/connections/look-after.ts";
import { dialects } from "../support/databases.ts";
import type { DnsServer } from "../support/dns-server.ts";
import type { OpenIdProvider } from "../support/openid-provider.ts";
import { addMember, createOrganization, invitationToken } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import {
  prepareToRequire,
  proveDomain,
  requireBySso,
  setUpOidc,
  signInBySso,
  type SsoOrganization,
} from "../support/single-sign-on.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { startSso, stopSso } from "../support/sso-server.ts";
import type { TestServer } from "../support/test-server.ts";

describe.each(dialects)("what people do who must come by their identity provider, on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let server: TestServer;
  beforeAll(async () => {
    ({ dns, op, server } = await startSso(dialect));
    op.authTime = () => Math.floor(server.clock.now() / 1000);
  });
  afterAll(() => stopSso({ dns, op, server }));

  const held = { status: 403, body: { reason: "sso-required" } };
  const found = (jit = "verified-domains") => setUpOidc(server, { dns, op, settings: { jit } });
  const require = (organization: SsoOrganization, required: "verified-domains" | "everyone" = "verified-domains") =>
    setPolicies(server, organization, { singleSignOn: { required } });
  let people = 0;
  const at = ({ domain }: SsoOrganization): Person => new Person(server, `kim${++people}@${domain}`);
  const userOf = ({ email }: Person) => ({ sub: `sub-${email}`, email, name: "Kim Doe" });
  const endings = (person: Person) =>
    server.services.database.read
      .selectFrom("sessions")
      .select("endedReason")
      .where("accountId", "=", person.accountId)
      .execute()
      .then((rows) => rows.map(({ endedReason }) => endedReason));

  test("a reset is answered alike for everybody; the mail says by whom they sign in, and an older link is refused", async () => {
    const acme = await found();
    const kim = await at(acme).signUp();
    expectStatus(await kim.post("/v1/password-resets", { email: kim.email }), 202);
    const older = await kim.mailedToken();
    await require(acme);
    const refused = await kim.post("/v1/password-resets/complete", { token: older, password: "Brand-new-Horse9" });
    expect(refused).toMatchObject(held);
    const nobody = at(acme);
    const answers = [];
    for (const each of [kim, nobody, new Person(server)])
      answers.push(await each.elsewhere().post("/v1/password-resets", { email: each.email }));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toHaveProperty("size", 1);
    for (const each of [kim, nobody]) {
      const mail = await each.mail();
      expect(mail.subject).toBe(`Sign in through ${acme.name}`);
      expect(mail.text).not.toContain("#token=");
    }
    // Their password is what it was, and opens again what it opened before.
    await setPolicies(server, acme, { singleSignOn: null });
    await kim.signIn();
  });

  test("nobody signs up at such a domain: the answer is everybody's, the mail tells, and a waiting link is refused", async () => {
    const acme = await found();
    const waiting = at(acme);
    const signUp = (person: Person, more: object = { password: person.password }) =>
      person.post("/v1/sign-up", { email: person.email, name: "Kim", ...more });
    expectStatus(await signUp(waiting), 202);
    const token = await waiting.mailedToken();
    const passwordless = at(acme);
    expectStatus(await signUp(passwordless, {}), 202);
    const withoutPassword = await passwordless.mailedToken();
    await require(acme);
    expect(await waiting.post("/v1/email-verifications", { token })).toMatchObject(held);
    const options = await passwordless.post("/v1/email-verifications/passkey-options", { token: withoutPassword });
    expect(options).toMatchObject(held);
    expectStatus(await waiting.post("/v1/email-verifications/resend", { email: waiting.email }), 202);
    expect((await waiting.mail()).subject).toBe(`Sign in through ${acme.name}`);
    const late = at(acme);
    const free = new Person(server);
    const [one, other] = [await signUp(late), await signUp(free)];
    expect([one.status, one.body]).toEqual([other.status, other.body]);
    const mail = await late.mail();
    expect([mail.subject, mail.text.includes("#token=")]).toEqual([`Sign in through ${acme.name}`, false]);
    await setPolicies(server, acme, { singleSignOn: null });
    expectStatus(await waiting.post("/v1/email-verifications", { token }), 200);
  });

  test("passwords are neither changed, nor chosen, nor removed; a passkey is added, and opens nothing", async () => {
    const acme = await found();
    const kim = at(acme);
    await signInBySso(kim, op, userOf(kim));
    kim.accountId = (await kim.get("/v1/session")).body.account.id;
    expectStatus(await kim.call("PUT", "/v1/account/password", { newPassword: "Chosen-Horse-99" }), 204);
    await require(acme);
    const change = { currentPassword: "Chosen-Horse-99", newPassword: "Another-Horse-99" };
    expect(await kim.call("PUT", "/v1/account/password", change)).toMatchObject(held);
    expect(await kim.call("PUT", "/v1/account/password", { newPassword: "x-Horse-99-x" })).toMatchObject(held);
    const device = new SoftwareAuthenticator(server.services.config.publicUrl);
    await kim.bindPasskey(device);
    expect(await kim.call("DELETE", "/v1/account/password")).toMatchObject(held);
    expect(await kim.elsewhere().proveByPasskey(device)).toMatchObject(held);
    expect((await kim.stepUpByPasskey(device)).body.status).toBe("complete");
    // An address is the organization's too: with another they would be out of its reach.
    expect(await kim.call("PUT", "/v1/account/email", { email: `free.${kim.email}.example` })).toMatchObject(held);
    expectStatus(await kim.call("PUT", "/v1/account/email", { email: `renamed.${kim.email}` }), 202);
  });

  test("an admin asks nobody for a new password whose password opens nothing", async () => {
    const acme = await found();
    const kim = await at(acme).signUp();
    await addMember(acme, kim);
    await require(acme);
    await acme.owner.stepUp("manage-members");
    const asked = await acme.owner.post(`${acme.path}/members/${kim.accountId}/require-password-reset`, {});
    expect([asked.status, asked.body.detail]).toEqual([409, expect.stringContaining("identity provider")]);
  });

  test("an invitation is accepted in a session that came by the provider, and in no other", async () => {
    const acme = await found();
    const other = await createOrganization(await (await new Person(server).signUp()).signIn());
    const kim = at(acme);
    await signInBySso(kim, op, userOf(kim));
    const old = await at(acme).signUp();
    await old.signIn();
    for (const { email } of [kim, old])
      expectStatus(await other.owner.post(`${other.path}/invitations`, { email, role: "member" }), 201);
    await require(acme);
    const accept = async (person: Person) =>
      person.post("/v1/invitations/accept", { token: await invitationToken(person) });
    expect(await accept(old)).toMatchObject(held);
    expectStatus(await accept(kim), 200);
  });

  test("whoever joins where everyone comes by the provider is signed out of what did not", async () => {
    const acme = await found();
    await require(acme, "everyone");
    const iris = await (await new Person(server).signUp()).signIn();
    expectStatus(await acme.owner.post(`${acme.path}/invitations`, { email: iris.email, role: "member" }), 201);
    expectStatus(await iris.post("/v1/invitations/accept", { token: await invitationToken(iris) }), 200);
    expect((await iris.get("/v1/session")).status).toBe(401);
    expect(await endings(iris)).toEqual(["sso-required"]);
  });

  test("an account with a life elsewhere is linked by its own proof, though no password of its owner opens anything", async () => {
    const acme = await found();
    const kim = await (await at(acme).signUp()).signIn();
    await createOrganization(kim);
    await require(acme);
    const other = kim.elsewhere();
    const { attempt } = await signInBySso(other, op, userOf(kim));
    expect(attempt.status).toBe("open");
    const proven = await other.prove(attempt.id as string, { kind: "password", password: kim.password });
    expect(expectStatus(proven, 200).body.status).toBe("complete");
    expect((await other.get("/v1/session")).body.account.id).toBe(kim.accountId);
    const again = kim.elsewhere();
    expect(await again.prove(await again.startSignIn(), { kind: "password", password: kim.password })).toMatchObject(
      held,
    );
  });

  test("guesses at an account that a provider has named are guesses at that account, whoever began the attempt", async () => {
    const acme = await found();
    const kim = await (await at(acme).signUp()).signIn();
    await createOrganization(kim);
    for (let each = 0; each < 2; each++) {
      const somebody = at(acme);
      const { attempt } = await signInBySso(somebody, op, { sub: `s${each}`, email: kim.email });
      for (let tries = 0; tries < 5; tries++)
        await somebody.prove(attempt.id as string, { kind: "password", password: "Wrong-Horse9" });
    }
    const other = kim.elsewhere();
    const right = await other.prove(await other.startSignIn(), { kind: "password", password: kim.password });
    expect(slugOf(right)).toBe("too-many-attempts");
  });

  test("whoever would require it sees whom it captures, and who of them has never come by it", async () => {
    const acme = await found();
    const [kim, lee, guest] = [at(acme), await at(acme).signUp(), await new Person(server).signUp()];
    await signInBySso(kim, op, userOf(kim));
    await addMember(acme, lee);
    await addMember(acme, guest);
    const preview = async (required: string) => {
      const asked = { singleSignOn: { required } };
      const { body } = expectStatus(await acme.owner.post(`${acme.path}/policies/preview`, asked), 200);
      const named = body.captured.map((each: { email: string; hasSignedIn: boolean }) => [
        each.email,
        each.hasSignedIn,
      ]);
      return { counts: [body.counts.captured, body.counts.neverSignedIn], named };
    };
    expect(await preview("verified-domains")).toEqual({
      counts: [2, 1],
      named: [
        [lee.email, false],
        [kim.email, true],
      ],
    });
    const everyone = await preview("everyone");
    expect([everyone.counts, everyone.named.at(-1)]).toEqual([
      [4, 3],
      [kim.email, true],
    ]);
    expect(await preview("none")).toEqual({ counts: [0, 0], named: [] });
  });

  test("people are told through whom they sign in, since when, and where their password is", async () => {
    const acme = await found();
    const kim = at(acme);
    await signInBySso(kim, op, userOf(kim));
    const told = async (person: Person) => (await person.get("/v1/account/policies")).body.singleSignOn;
    expect(await told(kim)).toEqual({
      value: { required: false, managePasswordUrl: null },
      ...{ from: null, since: null, why: "Nobody asks you to sign in through an identity provider." },
    });
    const managePasswordUrl = "https://idp.example/password";
    await acme.owner.stepUp("change-sso");
    expectStatus(await acme.owner.call("PATCH", acme.connection, { managePasswordUrl }), 200);
    await require(acme);
    expect(await told(kim)).toMatchObject({
      value: { required: true, managePasswordUrl },
      from: { organization: { id: acme.id, name: acme.name }, workspace: null },
      since: new Date(server.clock.now()).toISOString(),
      why: expect.stringContaining(`${acme.name} asks you to sign in through its identity provider. Set on`),
    });
    expect((await told(acme.owner)).value.required).toBe(false);
  });

  test("what was opened before ends when it is required, but for the session in which it is", async () => {
    const acme = await found();
    const [kim, member, free, sso] = [await at(acme).signUp(), new Person(server), new Person(server), at(acme)];
    await member.signUp();
    await free.signUp();
    for (const each of [kim, member, free]) await each.signIn();
    await addMember(acme, member);
    await signInBySso(sso, op, userOf(sso));
    const second = await prepareToRequire(acme);
    const status = async (person: Person) => (await person.get("/v1/session")).status;
    const lee = await (await at(acme).signUp()).signIn();
    await addMember(acme, lee);
    await lee.elsewhere().signIn();
    const foreseen = async (required: string) => {
      const asked = { singleSignOn: { required } };
      const { signedOut, counts } = expectStatus(
        await acme.owner.post(`${acme.path}/policies/preview`, asked),
        200,
      ).body;
      const people = signedOut.map((each: { email: string; sessions: number }) => [each.email, each.sessions]);
      return { people: people.toSorted(), counts: [counts.signedOut, counts.sessionsEnded] };
    };
    expect(await foreseen("verified-domains")).toEqual({ people: [[lee.email, 2]], counts: [1, 2] });
    await requireBySso(acme, "verified-domains");
    expect(await status(lee)).toBe(401);
    expect(await Promise.all([kim, member, free, sso, second, acme.owner].map(status))).toEqual([
      401, 200, 200, 200, 200, 200,
    ]);
    expect(await endings(kim)).toEqual(["sso-required"]);
    // The session that asks for it goes on.
    const both = [member.email, second.email].toSorted().map((each) => [each, 1]);
    expect(await foreseen("everyone")).toEqual({ people: both, counts: [2, 2] });
    await requireBySso(acme, "everyone");
    expect(await Promise.all([member, free, sso, second, acme.owner].map(status))).toEqual([401, 200, 200, 401, 200]);
    expect(slugOf(await kim.get("/v1/session"))).toBe("not-signed-in");
    await lookAfter(server.services);
    expect(await status(acme.owner)).toBe(200);
  });

  test("what a server left is ended by the next look, and a domain proven later takes its people in", async () => {
    const acme = await found();
    await require(acme);
    const kim = await (await new Person(server, `kim@late${++people}.example`).signUp()).signIn();
    const name = kim.email.split("@")[1]!;
    await acme.owner.stepUp("change-sso");
    const domain = expectStatus(await acme.owner.post(`${acme.path}/domains`, { name }), 201).body;
    dns.table.set(domain.record.host, { txt: [domain.record.value] });
    expectStatus(await acme.owner.post(`${acme.path}/domains/${domain.id}/verify`, {}), 200);
    await lookAfter(server.services);
    expect((await kim.get("/v1/session")).status).toBe(401);
    expect(await endings(kim)).toEqual(["sso-required"]);
    expect(await server.services.read.selectFrom("dueCaptures").selectAll().execute()).toEqual([]);
  });

  test("an address at such a domain, taken later, signs out what a password opened", async () => {
    const acme = await found();
    const domain = await proveDomain(acme, dns);
    await require(acme);
    const iris = await (await new Person(server).signUp()).signIn();
    const email = `iris@${domain}`;
    expectStatus(await iris.call("PUT", "/v1/account/email", { email }), 202);
    const token = await iris.mailedToken(email);
    expectStatus(await iris.post("/v1/email-verifications", { token }), 200);
    expect((await iris.get("/v1/session")).status).toBe(401);
  });
});
