import { describe, expect, test } from "vitest";
import { completeSignUp, readySignUp } from "../../src/accounts/complete-sign-up.ts";
import { sha256 } from "../../src/crypto/hash.ts";
import { isRefusal } from "../../src/problems.ts";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { SoftwareAuthenticator, type Traits } from "../support/software-authenticator.ts";
import { createCreepingClock, setServer, startServer } from "../support/test-server.ts";

const bindings = "/v1/account/authenticators/passkeys";

describe.each(dialects)("passkeys on %s", (dialect) => {
  const server = setServer(dialect);

  const origin = (): string => server.services.config.publicUrl;
  const authenticator = (traits: Traits = {}): SoftwareAuthenticator => new SoftwareAuthenticator(origin(), traits);
  const signedIn = async (): Promise<Person> => (await new Person(server).signUp()).signIn();

  test("are bound, listed with what made them, renamed and removed", async () => {
    const person = await signedIn();
    const bound = await person.bindPasskey(
      authenticator({ backupEligible: true, backedUp: true, aaguid: "fbfc3007-154e-4ecc-8c0b-6e020557d7bd" }),
      "My laptop",
    );
    expect(bound.recoveryCodes).toHaveLength(10);
    expect(bound.authenticator).toMatchObject({
      kind: "passkey",
      name: "My laptop",
      provider: "iCloud Keychain",
      synced: true,
      securityKey: false,
      verifiesUser: true,
      transports: ["internal", "hybrid"],
    });
    const account = (await person.get("/v1/account")).body;
    expect(account.protection).toMatchObject({
      level: "phishing-resistant",
      methods: ["password", "passkey", "recovery-code"],
    });
    const { id } = bound.authenticator;
    expectStatus(await person.call("PATCH", `/v1/account/authenticators/${id}`, { name: "Old laptop" }), 200);
    const listed = (await person.get("/v1/account/authenticators")).body;
    expect(listed.passkeys).toMatchObject([{ id, name: "Old laptop" }]);
    expect(Buffer.from(listed.userHandle, "base64url").toString()).toBe(person.accountId);
    expectStatus(await person.call("DELETE", `/v1/account/authenticators/${id}`), 204);
    expect((await person.get("/v1/account/authenticators")).body).toMatchObject({ passkeys: [], recoveryCodes: null });
    // With the last second factor two-step sign-in ends: one mail says both.
    const mail = await person.mail();
    expect(mail.subject).toBe("Two-step sign-in was turned off");
    expect(mail.text).toMatch(/Removed: +Passkey, "/);
  });

  test("ask for the right kind: discoverable and verifying, or a key that is carried", async () => {
    const person = await signedIn();
    const passkey = expectStatus(await person.post(bindings), 201).body.options;
    expect(passkey).toMatchObject({
      rp: { id: "localhost" },
      user: { name: person.email, displayName: person.name },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    const key = expectStatus(await person.post(bindings, { securityKey: true }), 201).body.options;
    expect(key).toMatchObject({
      hints: ["security-key"],
      authenticatorSelection: {
        authenticatorAttachment: "cross-platform",
        residentKey: "discouraged",
        userVerification: "preferred",
      },
    });
    const made = await person.bindPasskey(authenticator());
    const again = expectStatus(await person.post(bindings), 201).body.options;
    expect(again.excludeCredentials).toMatchObject([{ id: made.authenticator.credentialId }]);
  });

  test("sign in alone, without an address: level 2, phishing-resistant", async () => {
    const person = await signedIn();
    const device = authenticator();
    await person.bindPasskey(device);
    const other = person.elsewhere();
    const reply = expectStatus(await other.proveByPasskey(device), 200);
    expect(reply.body).toMatchObject({ status: "complete", session: { assurance: 2, phishingResistant: true } });
    expect((await other.get("/v1/account/history")).body.items[0]).toMatchObject({
      method: "passkey",
      factor: null,
      outcome: "success",
    });
  });

  test("sign in after the address, and no other account's passkey does", async () => {
    const person = await signedIn();
    const device = authenticator();
    await person.bindPasskey(device);
    const stranger = await signedIn();
    const theirs = authenticator();
    await stranger.bindPasskey(theirs);
    const id = await person.elsewhere().startSignIn();
    const browser = person.elsewhere();
    const options = expectStatus(await browser.post(`/v1/attempts/${id}/passkey-options`), 200).body;
    expect(options).toMatchObject({ allowCredentials: [], userVerification: "required", rpId: "localhost" });
    const refused = await browser.prove(id, { kind: "passkey", credential: theirs.get(options) });
    expect([refused.status, slugOf(refused)]).toEqual([401, "proof-rejected"]);
    expect(refused.body).not.toHaveProperty("unknownCredential");
    expectStatus(await browser.prove(id, { kind: "passkey", credential: device.get(options) }), 200);
  });

  test("without user verification complete a password, and open nothing alone", async () => {
    const person = await signedIn();
    const key = authenticator({ userVerified: false });
    await person.bindPasskey(key, "Key", { securityKey: true });
    const other = person.elsewhere();
    const alone = await other.proveByPasskey(key);
    expect([alone.status, slugOf(alone)]).toEqual([401, "proof-rejected"]);
    const id = await other.startSignIn();
    const first = expectStatus(await other.prove(id, { kind: "password", password: other.password }), 200).body;
    expect(first.acceptable.map(({ kind }: { kind: string }) => kind)).toEqual(["passkey", "recovery-code"]);
    expect(first.acceptable[0]).toMatchObject({ name: "Key", securityKey: true });
    const options = expectStatus(await other.post(`/v1/attempts/${id}/passkey-options`), 200).body;
    expect(options).toMatchObject({ userVerification: "preferred", hints: ["security-key"] });
    expect(options.allowCredentials).toHaveLength(1);
    const done = expectStatus(await other.prove(id, { kind: "passkey", credential: key.get(options) }), 200).body;
    expect(done.session).toMatchObject({ assurance: 2, phishingResistant: true });
    expect((await other.get("/v1/account/history")).body.items[0]).toMatchObject({
      method: "password",
      factor: "passkey",
    });
  });

  test("confirm a sensitive change", async () => {
    const person = await signedIn();
    const device = authenticator();
    await person.bindPasskey(device);
    server.clock.advance(601);
    expect(slugOf(await person.post(bindings))).toBe("step-up-required");
    const attempt = expectStatus(
      await person.post("/v1/attempts", { purpose: "step-up", operation: "bind-authenticator" }),
      201,
    ).body;
    expect(attempt.acceptable.map(({ kind }: { kind: string }) => kind)).toEqual(["passkey"]);
    expectStatus(await person.answerByPasskey(attempt.id, device), 200);
    expectStatus(await person.post(bindings), 201);
  });

  test("a credential nobody bound is told as such, and nothing else is", async () => {
    const person = await signedIn();
    const device = authenticator();
    const { authenticator: bound } = await person.bindPasskey(device);
    await person.bindPasskey(authenticator());
    expectStatus(await person.call("DELETE", `/v1/account/authenticators/${bound.id}`), 204);
    const refused = await person.elsewhere().proveByPasskey(device);
    expect([refused.status, refused.body.unknownCredential]).toEqual([401, true]);
  });

  test("an account may begin with one: no password anywhere, codes shown once", async () => {
    const person = new Person(server);
    const device = authenticator();
    expectStatus(await person.post("/v1/sign-up", { email: person.email, name: person.name }), 202);
    const token = await person.mailedToken();
    const early = await person.post("/v1/email-verifications", { token });
    expect([early.status, early.body.reason]).toEqual([409, "authenticator-needed"]);
    const options = expectStatus(await person.post("/v1/email-verifications/passkey-options", { token }), 200).body;
    const body = { token, credential: device.create(options), name: "Laptop" };
    const made = expectStatus(await person.post("/v1/email-verifications", body), 200).body;
    expect(made.recoveryCodes).toHaveLength(10);
    expect(slugOf(await person.post("/v1/email-verifications", body))).toBe("link-invalid");
    expectStatus(await person.proveByPasskey(device), 200);
    const listed = (await person.get("/v1/account/authenticators")).body;
    expect(listed).toMatchObject({ password: null, passkeys: [{ name: "Laptop" }], recoveryCodes: { remaining: 10 } });
    // Its only way in cannot be taken away; with a password beside it, it can.
    const last = await person.call("DELETE", `/v1/account/authenticators/${listed.passkeys[0].id}`);
    expect([last.status, last.body.reason]).toEqual([409, "no-way-in"]);
    expect((await person.call("DELETE", "/v1/account/authenticators")).status).toBe(409);
    expectStatus(await person.call("PUT", "/v1/account/password", { newPassword: person.password }), 204);
    expectStatus(await person.call("DELETE", `/v1/account/authenticators/${listed.passkeys[0].id}`), 204);
  });

  test("a ceremony that ends between looking and spending makes no account, and leaves the link", async () => {
    const person = new Person(server);
    const device = authenticator();
    expectStatus(await person.post("/v1/sign-up", { email: person.email, name: person.name }), 202);
    const token = await person.mailedToken();
    const options = async () =>
      expectStatus(await person.post("/v1/email-verifications/passkey-options", { token }), 200).body;
    const { services, clock } = server;
    const ready = await readySignUp(services, sha256(token), { credential: device.create(await options()) });
    if (!ready || isRefusal(ready)) throw new Error("This sign-up should be ready.");
    clock.advance(600);
    const client = {
      requestId: "reqs_test",
      ip: "127.0.0.1",
      deviceId: null,
      signUpSecret: null,
      attemptSecret: null,
      setupSecret: null,
      place: null,
      isTokenCaller: false,
      takesNewToken: true,
      isBackground: false,
    } as const;
    const browser = { browser: "Chrome", version: null, os: "Linux", text: "Chrome on Linux" };
    const late = await services.transact((work) =>
      completeSignUp(work, { ...client, device: browser }, sha256(token), ready),
    );
    expect(late).toMatchObject({ refused: "proof-rejected" });
    const rows = await services.database.read
      .selectFrom("accounts")
      .select("id")
      .where("email", "=", person.email)
      .execute();
    expect(rows).toEqual([]);
    const again = { token, credential: device.create(await options()) };
    expectStatus(await person.post("/v1/email-verifications", again), 200);
  });

  test("time that passes while an account is made takes nothing from it", async () => {
    const busy = await startServer(dialect, { clock: createCreepingClock() });
    try {
      const [person, device] = [new Person(busy), new SoftwareAuthenticator(busy.services.config.publicUrl)];
      await person.post("/v1/sign-up", { email: person.email, name: person.name });
      const token = await person.mailedToken();
      const options = await person.post("/v1/email-verifications/passkey-options", { token });
      const credential = device.create(expectStatus(options, 200).body);
      expectStatus(await person.post("/v1/email-verifications", { token, credential }), 200);
      expectStatus(await person.proveByPasskey(device), 200);
    } finally {
      await busy.close();
    }
  });

  test("a sign-up without a password can still choose one behind the link", async () => {
    const person = new Person(server);
    expectStatus(await person.post("/v1/sign-up", { email: person.email, name: person.name }), 202);
    const token = await person.mailedToken();
    const weak = await person.post("/v1/email-verifications", { token, password: "short" });
    expect(slugOf(weak)).toBe("password-unacceptable");
    const both = { token, password: person.password, name: "Laptop" };
    expect((await person.post("/v1/email-verifications", both)).body.errors[0].pointer).toBe("#/name");
    expectStatus(await person.post("/v1/email-verifications", { token, password: person.password }), 200);
    await person.signIn();
  });

  test("a sign-up with a password takes no other", async () => {
    const person = new Person(server);
    await person.post("/v1/sign-up", { email: person.email, password: person.password, name: person.name });
    const token = await person.mailedToken();
    const other = await person.post("/v1/email-verifications", { token, password: "Another-Horse9" });
    expect([other.status, slugOf(other)]).toEqual([409, "conflict"]);
    expect(slugOf(await person.post("/v1/email-verifications/passkey-options", { token }))).toBe("conflict");
    expect(slugOf(await person.post("/v1/email-verifications", { token: "x", password: "Another-Horse9" }))).toBe(
      "link-invalid",
    );
    expectStatus(await person.post("/v1/email-verifications", { token }), 200);
    await person.signIn();
  });

  test("the password can go where a passkey that verifies is left, and nowhere else", async () => {
    const person = await signedIn();
    const alone = await person.call("DELETE", "/v1/account/password");
    expect([alone.status, slugOf(alone)]).toEqual([409, "last-authenticator"]);
    await person.bindPasskey(authenticator({ userVerified: false }), "Key", { securityKey: true });
    expect((await person.call("DELETE", "/v1/account/password")).status).toBe(409);
    const device = authenticator();
    await person.bindPasskey(device, "Laptop");
    expectStatus(await person.call("DELETE", "/v1/account/password"), 204);
    expect(slugOf(await person.call("DELETE", "/v1/account/password"))).toBe("not-found");
    expect((await person.mail()).subject).toBe("Your password was removed");
    const id = await person.elsewhere().startSignIn();
    const refused = await person.elsewhere().prove(id, { kind: "password", password: person.password });
    expect(slugOf(refused)).toBe("proof-rejected");
    expectStatus(await person.elsewhere().proveByPasskey(device), 200);
  });

  test("are offered after a password sign-in, once a month, and made silently only beside another factor", async () => {
    const person = await signedIn();
    const offer = async (): Promise<string> => (await person.get("/v1/account/passkey-offer")).body.offer;
    expect(await offer()).toBe("ask");
    expectStatus(await person.post("/v1/account/passkey-offer/decline"), 204);
    expect(await offer()).toBe("none");
    await person.bindTotp();
    await person.signIn();
    expect(await offer()).toBe("silent");
    expectStatus(await person.post("/v1/account/passkey-offer/decline"), 204);
    server.clock.advance(29 * 24 * 3600);
    await person.signIn();
    expect(await offer()).toBe("none");
    server.clock.advance(2 * 24 * 3600);
    await person.signIn();
    expect(await offer()).toBe("silent");
    const device = authenticator();
    const pending = expectStatus(await person.post(bindings, { conditional: true }), 201).body;
    const credential = device.create(pending.options, { userPresent: false, userVerified: false });
    expectStatus(await person.post(`${bindings}/${pending.id}/complete`, { credential, name: "Chrome" }), 201);
    expect(await offer()).toBe("none");
    // Nobody took part in making it, so it is no fresh proof; and it must verify before it can stand alone.
    const { proofs } = (await person.get("/v1/session")).body;
    expect(proofs.map(({ kind }: { kind: string }) => kind)).not.toContain("passkey");
    // And until it is used it takes no other way of confirming away.
    const offered = async (): Promise<string[]> => {
      const attempt = (await person.post("/v1/attempts", { purpose: "step-up", operation: "change-email" })).body;
      return attempt.acceptable.map(({ kind }: { kind: string }) => kind);
    };
    expect(await offered()).toEqual(["passkey", "totp"]);
    expectStatus(await person.elsewhere().proveByPasskey(device), 200);
  });

  test("without another factor the browser makes none by itself", async () => {
    const person = await signedIn();
    const refused = await person.post(bindings, { conditional: true });
    expect([refused.status, slugOf(refused)]).toEqual([409, "conflict"]);
  });

  test("are asked for first unless another is preferred, then the strongest first", async () => {
    const person = await signedIn();
    const app = await person.bindTotp("Phone app");
    await person.bindPasskey(authenticator(), "Laptop");
    const offered = async (): Promise<string[]> => {
      const id = await person.elsewhere().startSignIn();
      const { body } = await person.elsewhere().prove(id, { kind: "password", password: person.password });
      return body.acceptable.map(({ kind, name }: { kind: string; name?: string }) => name ?? kind);
    };
    expect(await offered()).toEqual(["Laptop", "Phone app", "recovery-code"]);
    expectStatus(await person.call("PATCH", "/v1/account", { preferredAuthenticator: app }), 200);
    expect(await offered()).toEqual(["Phone app", "Laptop", "recovery-code"]);
  });
});

describe("phishing-resistant-if-bound", () => {
  test("makes a passkey the only proof for changes, and leaves recovery codes as a way out that is told", async () => {
    const server = await startServer("sqlite", {
      settings: { MORTISE_STEP_UP_STRENGTH: "phishing-resistant-if-bound" },
    });
    try {
      const person = await (await new Person(server).signUp()).signIn();
      await person.bindTotp();
      const device = new SoftwareAuthenticator(server.services.config.publicUrl);
      await person.bindPasskey(device);
      server.clock.advance(601);
      const refused = await person.post(bindings);
      expect(refused.body.stepUp.acceptable).toEqual(["passkey"]);
      const { id } = (await person.post("/v1/attempts", { purpose: "step-up", operation: "bind-authenticator" })).body;
      expect(slugOf(await person.prove(id, { kind: "totp", code: person.freshCode() }))).toBe("invalid-request");
      await person.signIn();
      expect(slugOf(await person.post(bindings))).toBe("step-up-required");
      expectStatus(await person.stepUpByPasskey(device), 200);
      expectStatus(await person.post(bindings), 201);

      const lost = person.elsewhere();
      const attempt = await lost.startSignIn();
      await lost.prove(attempt, { kind: "password", password: lost.password });
      expectStatus(await lost.prove(attempt, { kind: "recovery-code", code: person.recoveryCodes[0] }), 200);
      expectStatus(await lost.post(bindings), 201);
      expect((await lost.mail()).subject).toBe("A recovery code was used to sign in");
    } finally {
      await server.close();
    }
  });
});
