import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { firefox } from "../support/flagged.ts";
import { addWorkspaceWith, createOrganization } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const idle = 900;
const byItself = { "mortise-activity": "none" };

describe.each(dialects)("activity is what a person does, on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    const settings = {
      MORTISE_SESSION_IDLE_SECONDS: String(idle),
      MORTISE_SESSIONS_PER_ACCOUNT: "3",
      MORTISE_DEFAULT_PLAN: "enterprise",
    };
    server = await startServer(dialect, { settings });
  });
  afterAll(() => server.close());

  const signedIn = async () => (await new Person(server).signUp()).signIn();
  const ask = (person: Person, path: string, headers: Record<string, string> = {}) =>
    person.call("GET", path, undefined, headers);
  const idleEndOf = async (person: Person): Promise<number> =>
    Date.parse(expectStatus(await ask(person, "/v1/session", byItself), 200).body.idleExpiresAt);

  test("what a page asks by itself keeps no session alive, however often and whatever it asks", async () => {
    const maya = await signedIn();
    const { path } = await createOrganization(maya);
    const end = await idleEndOf(maya);
    for (let at = 0; at < idle - 60; at += 60) {
      server.clock.advance(60);
      for (const asked of ["/v1/session", "/v1/account", "/v1/account/alerts", "/v1/account/sessions", path])
        expectStatus(await ask(maya, asked, byItself), 200);
      expectStatus(await maya.call("POST", "/v1/account/alerts/read", {}, byItself), 200);
    }
    expect(await idleEndOf(maya)).toBe(end);
    server.clock.advance(60);
    for (const asked of ["/v1/session", "/v1/account"])
      expect(slugOf(await ask(maya, asked, byItself)), asked).toBe("not-signed-in");
    expect(slugOf(await ask(maya, "/v1/session"))).toBe("not-signed-in");
  });

  test("what a person does goes on counting, and the answer says until when", async () => {
    const maya = await signedIn();
    server.clock.advance(idle - 1);
    const { body } = expectStatus(await ask(maya, "/v1/session"), 200);
    expect(Date.parse(body.idleExpiresAt)).toBe(server.clock.now() + idle * 1000);
    server.clock.advance(idle - 1);
    // Any other value of the header is none that is known.
    expectStatus(await ask(maya, "/v1/account", { "mortise-activity": "some" }), 200);
    expect(await idleEndOf(maya)).toBe(server.clock.now() + idle * 1000);
  });

  test("a page's own request that brings evidence puts the session on hold, and still is no activity", async () => {
    const maya = await signedIn();
    const end = await idleEndOf(maya);
    server.clock.advance(300);
    const { body } = await ask(maya, "/v1/session", { ...byItself, "user-agent": firefox });
    expect(body).toMatchObject({ trust: "flagged" });
    expect(Date.parse(body.idleExpiresAt)).toBe(end);
    expect(await idleEndOf(maya)).toBe(end);
  });

  test("nor does it keep a workspace open that asks for a proof after so long", async () => {
    const maya = await signedIn();
    const organization = await createOrganization(maya);
    const workspace = await addWorkspaceWith(organization, "Finance", [maya]);
    await setPolicies(server, organization, { session: { idleSeconds: 120, absoluteSeconds: 3600 } }, workspace);
    const where = `/v1/session?organization=${organization.id}&workspace=${workspace}`;
    server.clock.advance(119);
    expectStatus(await ask(maya, where, byItself), 200);
    server.clock.advance(1);
    expect((await ask(maya, where, byItself)).body.stepUp).toMatchObject({ operation: "enter-workspace" });
  });

  test("a limit of a minute is kept open by use within it", async () => {
    const maya = await signedIn();
    const organization = await createOrganization(maya);
    await setPolicies(server, organization, { session: { idleSeconds: 60, absoluteSeconds: 3600 } });
    for (let each = 0; each < 6; each++) {
      server.clock.advance(40);
      expectStatus(await ask(maya, "/v1/session"), 200);
    }
    server.clock.advance(60);
    expect(slugOf(await ask(maya, "/v1/session"))).toBe("not-signed-in");
  });

  test("a step-up begins the idle time anew, though its requests were too near the last activity to be noted", async () => {
    const maya = await signedIn();
    server.clock.advance(30);
    const step = expectStatus(
      await maya.call("POST", "/v1/attempts", { purpose: "step-up", operation: "delete-account" }, byItself),
      201,
    ).body;
    const proof = { kind: "password", password: maya.password };
    expectStatus(await maya.call("POST", `/v1/attempts/${step.id}/proofs`, proof, byItself), 200);
    expect(await idleEndOf(maya)).toBe(server.clock.now() + idle * 1000);
  });

  test("of more sessions than one account may have, the one used least recently ends, and that is recorded", async () => {
    const [maya, stranger] = [await signedIn(), await signedIn()];
    const [second, third, fourth] = [maya.elsewhere(), maya.elsewhere(), maya.elsewhere()];
    for (const browser of [second, third]) {
      server.clock.advance(60);
      await browser.signIn();
    }
    server.clock.advance(60);
    expectStatus(await ask(maya, "/v1/session"), 200);
    server.clock.advance(60);
    await fourth.signIn();
    expect(slugOf(await ask(second, "/v1/session"))).toBe("not-signed-in");
    for (const browser of [maya, third, fourth, stranger]) expectStatus(await ask(browser, "/v1/session"), 200);
    const { items } = (await fourth.get("/v1/account/events?type=session.ended")).body;
    expect(items).toMatchObject([{ data: { reason: "too-many" }, actor: { kind: "system" } }]);
  });

  test("of twenty sign-ins at once no more are left than may be", async () => {
    const maya = await signedIn();
    const browsers = Array.from({ length: 20 }, () => maya.elsewhere());
    await Promise.all(browsers.map((browser) => browser.signIn()));
    const replies = await Promise.all([maya, ...browsers].map((browser) => ask(browser, "/v1/session")));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(3);
  });
});
