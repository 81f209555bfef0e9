import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { bindPhone } from "../support/phones.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("a change of password, address or factor replaces the token, on %s", (dialect) => {
  const server = setServer(dialect);
  const signedIn = async () => (await new Person(server).signUp()).signIn();
  const withApp = async () => {
    const maya = await signedIn();
    await maya.bindTotp();
    return maya;
  };
  const cookieOf = (person: Person): string => person.cookies.get("mortise") ?? "";
  /** What the session of a copied cookie answers. */
  const copied = async (person: Person, cookie: string): Promise<string> => {
    const thief = person.elsewhere();
    thief.cookies.set("mortise", cookie);
    const reply = await thief.get("/v1/session");
    return reply.status === 200 ? "lives" : slugOf(reply);
  };
  const newEmail = (person: Person): string => `new.${person.email}`;

  const changes: Record<string, (person: Person) => Promise<unknown>> = {
    "the password changed": async (person) => {
      const body = { currentPassword: person.password, newPassword: "Another-Horse8" };
      expectStatus(await person.call("PUT", "/v1/account/password", body), 204);
    },
    "an address asked for": async (person) => {
      expectStatus(await person.call("PUT", "/v1/account/email", { email: newEmail(person) }), 202);
    },
    "an app bound": (person) => person.bindTotp("Another"),
    "a passkey bound": (person) => person.bindPasskey(new SoftwareAuthenticator(server.services.config.publicUrl)),
    "a phone bound": (person) => bindPhone(person),
    "an app removed": async (person) => {
      const [{ id }] = (await person.get("/v1/account/authenticators")).body.totp;
      expectStatus(await person.call("DELETE", `/v1/account/authenticators/${id}`), 204);
    },
    "two-step turned off": async (person) => {
      expectStatus(await person.call("DELETE", "/v1/account/authenticators"), 204);
    },
    "new recovery codes": async (person) => {
      expectStatus(await person.post("/v1/account/recovery-codes"), 201);
    },
    "all other sessions ended": async (person) => {
      expectStatus(await person.call("DELETE", "/v1/account/sessions"), 200);
    },
    "a step-up": (person) => person.stepUp("delete-account"),
    "the password removed": async (person) => {
      await person.bindPasskey(new SoftwareAuthenticator(server.services.config.publicUrl));
      expectStatus(await person.call("DELETE", "/v1/account/password"), 204);
    },
    "a password chosen where there was none": async (person) => {
      await person.bindPasskey(new SoftwareAuthenticator(server.services.config.publicUrl));
      expectStatus(await person.call("DELETE", "/v1/account/password"), 204);
      expectStatus(await person.call("PUT", "/v1/account/password", { newPassword: "Another-Horse8" }), 204);
    },
    "a new address confirmed": async (person) => {
      expectStatus(await person.call("PUT", "/v1/account/email", { email: newEmail(person) }), 202);
      const token = await person.mailedToken(newEmail(person));
      expectStatus(await person.post("/v1/email-verifications", { token }), 200);
    },
  };

  test.each(Object.keys(changes))("%s: a copied cookie is dead at once, and the owner goes on", async (name) => {
    const maya = await withApp();
    const { id } = (await maya.get("/v1/session")).body;
    const before = cookieOf(maya);
    await changes[name]!(maya);
    expect(await copied(maya, before)).toBe("not-signed-in");
    expect((await maya.get("/v1/session")).body.id).toBe(id);
  });

  test("what only names, lists or is refused replaces nothing", async () => {
    const maya = await withApp();
    const before = cookieOf(maya);
    expectStatus(await maya.call("PATCH", "/v1/account", { name: "Maya W." }), 200);
    const wrong = { currentPassword: "not it", newPassword: "Another-Horse8" };
    expect(slugOf(await maya.call("PUT", "/v1/account/password", wrong))).toBe("proof-rejected");
    expect(slugOf(await maya.call("DELETE", "/v1/account/authenticators/totp_00000000000000000000000000"))).toBe(
      "not-found",
    );
    expect(await copied(maya, before)).toBe("lives");
  });

  test("a program that says so gets the new token with the answer; one that does not keeps its own", async () => {
    const maya = await withApp();
    const program = maya.elsewhere();
    const says = { "mortise-client": "token" };
    const id = (await program.call("POST", "/v1/attempts", { purpose: "sign-in", email: maya.email }, says)).body.id;
    await program.call("POST", `/v1/attempts/${id}/proofs`, { kind: "password", password: maya.password }, says);
    const proof = { kind: "totp", code: program.freshCode() };
    const done = await program.call("POST", `/v1/attempts/${id}/proofs`, proof, says);
    const first = done.body.token as string;
    expect(done.headers.get("mortise-token")).toBe(first);
    program.cookies.clear();
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    const codes = "/v1/account/recovery-codes";
    const silent = expectStatus(await program.call("POST", codes, {}, bearer(first)), 201);
    expect(silent.headers.get("mortise-token")).toBeNull();
    expect(silent.headers.getSetCookie()).toEqual([]);
    const asking = expectStatus(await program.call("POST", codes, {}, { ...bearer(first), ...says }), 201);
    const second = asking.headers.get("mortise-token")!;
    expect(second).toHaveLength(43);
    expect(asking.headers.getSetCookie()).toEqual([]);
    expect((await program.call("GET", "/v1/session", undefined, bearer(first))).status).toBe(401);
    const change = { currentPassword: maya.password, newPassword: "Another-Horse8" };
    const changed = await program.call("PUT", "/v1/account/password", change, { ...bearer(second), ...says });
    expect([changed.status, changed.body]).toEqual([204, ""]);
    const third = changed.headers.get("mortise-token")!;
    expect((await program.call("GET", "/v1/session", undefined, bearer(second))).status).toBe(401);
    expectStatus(await program.call("GET", "/v1/session", undefined, bearer(third)), 200);
  });

  test("a session that came by cookie never hands its token to script, whatever a request says of itself", async () => {
    const maya = await withApp();
    const says = { "mortise-client": "token" };
    const before = cookieOf(maya);
    const made = expectStatus(await maya.call("POST", "/v1/account/recovery-codes", {}, says), 201);
    const changed = await maya.call("PUT", "/v1/account/email", { email: newEmail(maya) }, says);
    for (const reply of [made, expectStatus(changed, 202)]) {
      expect(reply.headers.get("mortise-token")).toBeNull();
      expect(Object.keys(reply.body || {})).not.toContain("token");
      expect(reply.headers.getSetCookie().join()).toContain("HttpOnly");
    }
    expect(cookieOf(maya)).not.toBe(before);
    expectStatus(await maya.get("/v1/session"), 200);
    expect(await copied(maya, before)).toBe("not-signed-in");
  });

  test("two changes at once with one cookie: one is made, the other is asked to come again with the new one", async () => {
    const maya = await withApp();
    const pages = Array.from({ length: 8 }, () => {
      const page = maya.elsewhere();
      page.cookies.set("mortise", cookieOf(maya));
      return page;
    });
    const replies = await Promise.all(pages.map((page) => page.post("/v1/account/recovery-codes")));
    const made = replies.flatMap(({ status }, at) => (status === 201 ? [at] : []));
    expect(made).toHaveLength(1);
    for (const [at, reply] of replies.entries()) if (at !== made[0]) expect(slugOf(reply)).toBe("not-signed-in");
    const [winner] = made.map((at) => pages[at]!);
    expectStatus(await winner!.get("/v1/session"), 200);
    expectStatus(await winner!.post("/v1/account/recovery-codes"), 201);
  });

  test("a removed way in that alone had opened the session ends it, cookie and all", async () => {
    const maya = await signedIn();
    const key = new SoftwareAuthenticator(server.services.config.publicUrl);
    const { authenticator } = await maya.bindPasskey(key);
    const laptop = maya.elsewhere();
    expectStatus(await laptop.proveByPasskey(key), 200);
    expectStatus(await laptop.call("DELETE", `/v1/account/authenticators/${authenticator.id}`), 204);
    expect(laptop.cookies.has("mortise")).toBe(false);
    expect(slugOf(await laptop.get("/v1/session"))).toBe("not-signed-in");
  });
});
