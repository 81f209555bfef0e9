import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  endAccountSessions,
  removeSecondFactors,
  restoreAccount,
  suspendAccount,
} from "../../src/accounts/operate-accounts.ts";
import { dialects } from "../support/databases.ts";
import { chromeOn, firefox, restoreWithApp } from "../support/flagged.ts";
import { createOrganization, newMember } from "../support/organizations.ts";
import { codeSentTo, newNumber, phonesPath } from "../support/phones.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const operator = { kind: "operator", id: "dana" } as const;
const day = 24 * 3600;

describe.each(dialects)("what a session has set going ends with it, on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(dialect, {
      settings: { MORTISE_DEFAULT_PLAN: "enterprise", MORTISE_TEXT_MESSAGES: "on" },
    });
  });
  afterAll(() => server.close());

  const withApp = async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    return maya;
  };
  let changes = 0;
  /** Asks for another address in a session, and answers the token of its link. */
  const ask = async (person: Person): Promise<string> => {
    const email = `change${++changes}.${person.email}`;
    expectStatus(await person.call("PUT", "/v1/account/email", { email }), 202);
    return person.mailedToken(email);
  };
  const use = async (token: string): Promise<string> => {
    const reply = await new Person(server).post("/v1/email-verifications", { token });
    return reply.status === 200 ? "changed" : slugOf(reply);
  };

  test("the link of a session that lives changes the address, once", async () => {
    const maya = await withApp();
    const token = await ask(maya);
    expect((await maya.get("/v1/account")).body.pendingEmail).toContain("change");
    expect([await use(token), await use(token)]).toEqual(["changed", "link-invalid"]);
  });

  const sessionOf = async (person: Person): Promise<string> => (await person.get("/v1/session")).body.id;
  const endings: Record<string, (owner: Person, thief: Person) => Promise<unknown>> = {
    "sign out all others": (owner) => owner.call("DELETE", "/v1/account/sessions"),
    "sign out that one": async (owner, thief) => owner.call("DELETE", `/v1/account/sessions/${await sessionOf(thief)}`),
    "its own sign-out": (_, thief) => thief.call("DELETE", "/v1/session"),
    "a sign-in in its browser": (_, thief) => thief.signIn(),
    "a password change": (owner) =>
      owner.call("PUT", "/v1/account/password", { currentPassword: owner.password, newPassword: "Another-Horse8" }),
    "an authenticator removed": async (owner) => {
      const [{ id }] = (await owner.get("/v1/account/authenticators")).body.totp;
      expectStatus(await owner.call("DELETE", `/v1/account/authenticators/${id}`), 204);
    },
    "two-step turned off": (owner) => owner.call("DELETE", "/v1/account/authenticators"),
    suspension: async ({ accountId }) => {
      await suspendAccount(server.services, operator, accountId);
      await restoreAccount(server.services, operator, accountId);
    },
    "the operator signing it out": ({ accountId }) => endAccountSessions(server.services, operator, accountId),
    "the operator removing the factors": ({ accountId }) => removeSecondFactors(server.services, operator, accountId),
  };
  test.each(Object.keys(endings))("a change of address dies with the session that asked: %s", async (name) => {
    const owner = await withApp();
    const thief = await owner.elsewhere().signIn();
    const token = await ask(thief);
    await endings[name]!(owner, thief);
    expect(await use(token)).toBe("link-invalid");
  });

  test("and by time: idle, too old, or by an organization's limit", async () => {
    const maya = await withApp();
    const organization = await createOrganization(maya);
    const member = await newMember(organization);
    const token = await ask(member);
    await setPolicies(server, organization, { session: { idleSeconds: 600, absoluteSeconds: day } });
    server.clock.advance(601);
    expect(await use(token)).toBe("link-invalid");
  });

  test("and with the place in an organization: removed, suspended, signed out, or told to choose a new password", async () => {
    for (const act of ["", "/suspend", "/end-sessions", "/require-password-reset"]) {
      const owner = await withApp();
      const organization = await createOrganization(owner);
      const member = await newMember(organization);
      const token = await ask(member);
      const path = `${organization.path}/members/${member.accountId}${act}`;
      const reply = await (act === "" ? owner.call("DELETE", path) : owner.post(path));
      expect(reply.status, act).toBeLessThan(300);
      expect(await use(token), act).toBe("link-invalid");
    }
  });

  test("while the session is on hold the link waits; restored, it works", async () => {
    const maya = await withApp();
    const token = await ask(maya);
    expect((await maya.call("GET", "/v1/session", undefined, { "user-agent": firefox })).body.trust).toBe("flagged");
    expect(await use(token)).toBe("link-invalid");
    expect((await maya.get("/v1/account")).body.pendingEmail).toBeNull();
    maya.headers["user-agent"] = chromeOn("X11; Linux x86_64");
    expectStatus(await restoreWithApp(maya), 200);
    expect(await use(token)).toBe("changed");
  });

  test("one's own removal of an authenticator leaves one's own change waiting", async () => {
    const maya = await withApp();
    const token = await ask(maya);
    expectStatus(await maya.call("DELETE", "/v1/account/authenticators"), 204);
    expect(await use(token)).toBe("changed");
  });

  test("whoever changes the password, also in the session that asked, does not mean the change any more", async () => {
    const maya = await withApp();
    const token = await ask(maya);
    await endings["a password change"]!(maya, maya);
    expect(await use(token)).toBe("link-invalid");
  });

  test("an app or phone that one session began to bind, no other completes", async () => {
    const maya = await withApp();
    const other = await maya.elsewhere().signIn();
    const pending = expectStatus(await maya.post("/v1/account/authenticators/totp"), 201).body;
    maya.secrets.push(pending.secret);
    const complete = { code: maya.code(1), name: "Thief's" };
    const path = `/v1/account/authenticators/totp/${pending.id}/complete`;
    expect(slugOf(await other.post(path, complete))).toBe("not-found");
    const number = newNumber();
    const phone = expectStatus(await maya.post(phonesPath, { number }), 201).body;
    const code = await codeSentTo(maya, number);
    expect(slugOf(await other.post(`${phonesPath}/${phone.id}/complete`, { code }))).toBe("not-found");
    expect(slugOf(await other.post(`${phonesPath}/${phone.id}/text-message`))).toBe("not-found");
    expectStatus(await maya.post(path, complete), 201);
    expectStatus(await maya.post(`${phonesPath}/${phone.id}/complete`, { code }), 201);
  });
});
