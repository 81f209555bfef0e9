import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import {
  addMember,
  addWorkspaceWith,
  createOrganization,
  newMember,
  type TestOrganization,
} from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;

describe.each(dialects)("second factors an organization requires, on %s", (dialect) => {
  const server = setServer(dialect, { settings: { MORTISE_DEFAULT_PLAN: "enterprise" } });
  let owner: Person;

  const found = async (
    options: { timeZone?: string } = {},
  ): Promise<{ organization: TestOrganization; member: Person }> => {
    owner = await (await new Person(server).signUp()).signIn();
    const organization = await createOrganization(owner, options);
    return { organization, member: await newMember(organization) };
  };
  const device = (): SoftwareAuthenticator => new SoftwareAuthenticator(server.services.config.publicUrl);
  const required = (level: "two-factor" | "phishing-resistant", graceDays = 0) => ({
    secondFactor: { required: level, graceDays },
  });

  test("with a grace period members go on, to the day in the organization's zone; then they can only bind", async () => {
    const { organization, member } = await found({ timeZone: "Pacific/Auckland" });
    await setPolicies(server, organization, required("two-factor", 3));
    // 22 November 22:00 in Auckland (UTC+13): the third day after it ends on the 25th at 11:00 UTC.
    expect(new Date(server.clock.now()).toISOString()).toBe("2026-11-22T09:00:00.000Z");
    server.clock.advance(3 * day + 2 * 3600 - 1);
    expectStatus(await member.get("/v1/account/sessions"), 200);
    expectStatus(await member.get("/v1/session"), 200);
    server.clock.advance(1);
    const refused = await member.get("/v1/account/sessions");
    expect([refused.status, slugOf(refused), refused.body.reason]).toEqual([403, "not-allowed", "binding-required"]);
    expect(refused.body.bindingRequired).toEqual({
      required: "two-factor",
      kinds: ["passkey", "totp", "phone"],
      from: { organization: { id: organization.id, name: organization.name }, workspace: null },
    });
    // A host that asks nothing but whose session this is lets nobody in either.
    expect((await member.get("/v1/session")).body.reason).toBe("binding-required");
    expect((await member.get(`/v1/session?organization=${organization.id}`)).body.reason).toBe("binding-required");
    expect((await member.get(organization.path)).body.reason).toBe("binding-required");
    expect(await server.mortise.session(asRequest(member))).toBeNull();
    expectStatus(await member.get("/v1/account"), 200);
    expectStatus(await member.get("/v1/account/authenticators"), 200);
    await member.stepUp("bind-authenticator");
    await member.bindTotp();
    expectStatus(await member.get("/v1/account/sessions"), 200);
    expectStatus(await member.get("/v1/session"), 200);
  });

  const asRequest = (person: Person): Request =>
    new Request(`${server.services.config.publicUrl}/`, {
      headers: { cookie: [...person.cookies].map((pair) => pair.join("=")).join("; ") },
    });

  test("a sign-in says what must be bound, and opens nothing else", async () => {
    const { organization, member } = await found();
    await setPolicies(server, organization, required("two-factor"));
    const again = member.elsewhere();
    const { body } = await again.prove(await again.startSignIn(), { kind: "password", password: again.password });
    expect(body).toMatchObject({ status: "complete", bindingRequired: { required: "two-factor" } });
    expect((await again.call("PATCH", "/v1/account", { name: "Mallory" })).body.reason).toBe("binding-required");
    expect((await again.post("/v1/organizations", { name: "Other" })).body.reason).toBe("binding-required");
    await again.bindTotp();
    expectStatus(await again.call("PATCH", "/v1/account", { name: "Maya" }), 200);
    const { body: next } = await (async () => {
      const person = member.elsewhere();
      person.secrets.push(...again.secrets);
      const id = await person.startSignIn();
      await person.prove(id, { kind: "password", password: person.password });
      return person.prove(id, { kind: "totp", code: person.freshCode() });
    })();
    expect([next.status, next.bindingRequired]).toEqual(["complete", undefined]);
  });

  test("a session from before the second factor was bound is asked for it", async () => {
    const { organization, member } = await found();
    const before = await member.elsewhere().signIn();
    await member.bindTotp();
    before.secrets.push(...member.secrets);
    expectStatus(await before.get("/v1/session"), 200);
    await setPolicies(server, organization, required("two-factor"));
    const asked = await before.get("/v1/session");
    expect([slugOf(asked), asked.body.stepUp]).toEqual([
      "step-up-required",
      { operation: "meet-policy", acceptable: ["totp"], maxAgeSeconds: 600 },
    ]);
    await before.stepUp("meet-policy");
    expect(expectStatus(await before.get("/v1/session"), 200).body.assurance).toBe(2);
  });

  test("phishing-resistant asks for a passkey: to bind one, to use it, and to keep it", async () => {
    const { organization, member } = await found();
    await member.bindTotp();
    await setPolicies(server, organization, required("phishing-resistant"));
    expect((await member.get("/v1/session")).body.bindingRequired.kinds).toEqual(["passkey"]);
    const laptop = device();
    await member.stepUp("bind-authenticator");
    const { authenticator } = await member.bindPasskey(laptop);
    expectStatus(await member.get("/v1/session"), 200);
    const kept = await member.call("DELETE", `/v1/account/authenticators/${authenticator.id}`);
    expect([kept.status, slugOf(kept), kept.body.reason]).toEqual([
      409,
      "last-authenticator",
      `required by ${organization.name}`,
    ]);
    expectStatus(await member.call("DELETE", `/v1/account/authenticators/${await idOfTotp(member)}`), 204);
    const other = member.elsewhere();
    const id = await other.startSignIn();
    const open = await other.prove(id, { kind: "password", password: other.password });
    expect(open.body.acceptable.map(({ kind }: { kind: string }) => kind)).toEqual(["passkey", "recovery-code"]);
    expect((await other.answerByPasskey(id, laptop)).body).toMatchObject({ status: "complete" });
    // A recovery code gets in to replace the passkey that was lost, and does nothing else.
    const lost = member.elsewhere();
    const attempt = await lost.startSignIn();
    await lost.prove(attempt, { kind: "password", password: lost.password });
    const [code] = member.recoveryCodes;
    const { body } = await lost.prove(attempt, { kind: "recovery-code", code });
    expect(body).toMatchObject({ status: "complete", bindingRequired: { required: "phishing-resistant" } });
    expect((await lost.get("/v1/account/sessions")).body.reason).toBe("binding-required");
    await lost.bindPasskey(device(), "New laptop");
    expectStatus(await lost.get("/v1/account/sessions"), 200);
  });

  const idOfTotp = async (person: Person): Promise<string> =>
    (await person.get("/v1/account/authenticators")).body.totp[0].id;

  test("what is required cannot be unbound, whichever way, from the day it is asked for", async () => {
    const { organization, member } = await found();
    const id = await member.bindTotp();
    await setPolicies(server, organization, required("two-factor", 30));
    const one = await member.call("DELETE", `/v1/account/authenticators/${id}`);
    const all = await member.call("DELETE", "/v1/account/authenticators");
    expect([one, all].map(({ status, body }) => [status, body.reason, body.policy.organization.id])).toEqual(
      [1, 2].map(() => [409, `required by ${organization.name}`, organization.id]),
    );
    expect(one.body.detail).toContain("requires a second factor");
    await member.bindTotp("Tablet");
    expectStatus(await member.call("DELETE", `/v1/account/authenticators/${id}`), 204);
  });

  test("a kind that is not allowed is the way in to bind another, and from then on nothing", async () => {
    const { organization, member } = await found();
    const workspace = await addWorkspaceWith(organization, "Finance", [member]);
    await member.bindTotp();
    await setPolicies(server, organization, { allowedKinds: ["passkey", "phone"] });
    await setPolicies(server, organization, { allowedKinds: ["passkey", "totp"] }, workspace);
    const other = await member.elsewhere().signIn();
    expect((await other.get("/v1/session")).body.bindingRequired).toMatchObject({ kinds: ["passkey"] });
    const laptop = device();
    const { authenticator } = await other.bindPasskey(laptop);
    expectStatus(await other.get("/v1/session"), 200);
    // The first session was proven with what is not allowed any more.
    expect((await member.get("/v1/session")).body.stepUp).toMatchObject({
      operation: "meet-policy",
      acceptable: ["passkey"],
    });
    expectStatus(await member.stepUpByPasskey(laptop, "meet-policy"), 200);
    expectStatus(await member.get("/v1/session"), 200);
    const third = member.elsewhere();
    const id = await third.startSignIn();
    const { body } = await third.prove(id, { kind: "password", password: third.password });
    expect(body.acceptable.map(({ kind }: { kind: string }) => kind)).not.toContain("totp");
    expect((await third.prove(id, { kind: "totp", code: third.freshCode() })).status).toBe(422);
    const left = await other.call("DELETE", `/v1/account/authenticators/${authenticator.id}`);
    expect(left.body.reason).toBe(`required by ${organization.name}`);
  });

  test("remembered devices count where they are allowed, for as long, and not where they are not", async () => {
    const { organization, member } = await found();
    await member.bindTotp();
    const browser = member.elsewhere();
    const first = await browser.startSignIn();
    await browser.prove(first, { kind: "password", password: browser.password });
    expectStatus(await browser.prove(first, { kind: "totp", code: browser.freshCode(), rememberDevice: true }), 200);
    const again = async () =>
      (await browser.prove(await browser.startSignIn(), { kind: "password", password: browser.password })).body.status;
    await setPolicies(server, organization, { ...required("two-factor"), rememberedDevices: { maxDays: 7 } });
    server.clock.advance(6 * day);
    expect(await again()).toBe("complete");
    expect(expectStatus(await browser.get("/v1/session"), 200).body.assurance).toBe(1);
    server.clock.advance(day);
    expect((await browser.get("/v1/session")).body.stepUp.operation).toBe("meet-policy");
    expect(await again()).toBe("open");
    await setPolicies(server, organization, { rememberedDevices: { maxDays: 0 } });
    expect((await browser.get("/v1/account/remembered-devices")).status).toBe(403);
  });

  test("the window and the strength of a confirmation are the strictest of all", async () => {
    const { organization, member } = await found();
    const other = await createOrganization(owner);
    await addMember(other, member);
    await setPolicies(server, organization, { stepUp: { windowSeconds: 300, strength: "any" } });
    await setPolicies(server, other, { stepUp: { windowSeconds: 60, strength: "phishing-resistant-if-bound" } });
    await member.bindTotp();
    await member.bindPasskey(device());
    server.clock.advance(60);
    expectStatus(await member.post("/v1/account/recovery-codes"), 201);
    server.clock.advance(1);
    const asked = await member.post("/v1/account/recovery-codes");
    expect(asked.body.stepUp).toMatchObject({ acceptable: ["passkey"], maxAgeSeconds: 60 });
    const attempt = await member.post("/v1/attempts", { purpose: "step-up", operation: "issue-recovery-codes" });
    expect(attempt.body.acceptable.map(({ kind }: { kind: string }) => kind)).toEqual(["passkey"]);
    expect((await member.get("/v1/session")).body.confirmedUntil).toBeNull();
  });

  test("a preset for passwords holds when one is chosen", async () => {
    const { organization, member } = await found();
    await setPolicies(server, organization, { passwordPreset: "nist" });
    const rules = (await member.get("/v1/password-policy")).body;
    expect(rules).toMatchObject({ minLength: 15, requires: [] });
    const change = (newPassword: string) =>
      member.call("PUT", "/v1/account/password", { currentPassword: member.password, newPassword });
    expect((await change("Shorter-Horse9")).body.unmet).toEqual(["length"]);
    expectStatus(await member.post("/v1/password-resets", { email: member.email }), 202);
    const token = await member.mailedToken();
    const reset = (password: string) => member.post("/v1/password-resets/complete", { token, password });
    expect((await reset("Shorter-Horse9")).body.unmet).toEqual(["length"]);
    expectStatus(await reset("Much-Longer-Horse9"), 204);
  });
});
