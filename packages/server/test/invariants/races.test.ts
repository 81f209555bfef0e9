import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Dialect, dialects } from "../support/databases.ts";
import { Person, type Reply, slugOf } from "../support/person.ts";
import { startServer, type TestServer, type TestServerOptions } from "../support/test-server.ts";

const many = 50;
const at = (times: number, work: (index: number) => Promise<Reply>): Promise<Reply[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => work(index)));

/** Half of the requests go to a second server. */
function setServers(dialect: Dialect, options: TestServerOptions = {}) {
  const servers = {} as { server: TestServer; second: TestServer };
  beforeAll(async () => {
    const server = await startServer(dialect, options);
    const shared = { ...options, databaseUrl: server.databaseUrl, clock: server.clock };
    Object.assign(servers, { server, second: await startServer(dialect, shared) });
  });
  afterAll(async () => {
    await servers.second.close();
    await servers.server.close();
  });
  const spread = (person: Person, index: number): Person => {
    const other = person.elsewhere();
    return index % 2 === 0
      ? other
      : Object.assign(new Person(servers.second, person.email), { password: other.password });
  };
  return { servers, spread };
}

describe.each(dialects)("what can be used once, asked for 50 times at once on %s", (dialect) => {
  const { servers, spread } = setServers(dialect);
  const protectedPerson = async () => {
    const maya = await (await new Person(servers.server).signUp()).signIn();
    await maya.bindTotp();
    return maya;
  };
  /** Fifty attempts that have the password already. */
  const halfway = async (maya: Person) => {
    const ids: string[] = [];
    // One after the other: ten at once would fill the account's budget before the first is judged.
    for (let each = 0; each < many; each++) {
      const other = maya.elsewhere();
      ids.push(await other.startSignIn());
      expect((await other.prove(ids[each]!, { kind: "password", password: maya.password })).status).toBe(200);
    }
    return ids;
  };
  const completed = (replies: Reply[]) => replies.filter(({ body }) => body.status === "complete").length;

  test("one code of an app makes one proof, over fifty attempts", async () => {
    const maya = await protectedPerson();
    const ids = await halfway(maya);
    const code = maya.freshCode();
    const replies = await at(many, (index) => spread(maya, index).prove(ids[index]!, { kind: "totp", code }));
    expect(completed(replies)).toBe(1);
    expect(replies.filter((reply) => reply.status === 401 || reply.status === 429)).toHaveLength(many - 1);
    expect((await maya.get("/v1/account/sessions")).body.items).toHaveLength(2);
  });

  test("one code of an app makes one proof within one attempt", async () => {
    const maya = await protectedPerson();
    const id = await maya.elsewhere().startSignIn();
    await maya.elsewhere().prove(id, { kind: "password", password: maya.password });
    const code = maya.freshCode();
    const replies = await at(many, (index) => spread(maya, index).prove(id, { kind: "totp", code }));
    expect(completed(replies)).toBe(1);
    expect((await maya.get("/v1/account/sessions")).body.items).toHaveLength(2);
  });

  test("one recovery code makes one proof", async () => {
    const maya = await protectedPerson();
    const ids = await halfway(maya);
    const replies = await at(many, (index) =>
      spread(maya, index).prove(ids[index]!, { kind: "recovery-code", code: maya.recoveryCodes[0] }),
    );
    expect(completed(replies)).toBe(1);
    expect((await maya.get("/v1/account/authenticators")).body.recoveryCodes.remaining).toBe(9);
  });

  test("one reset link sets one password", async () => {
    const maya = await new Person(servers.server).signUp();
    await maya.post("/v1/password-resets", { email: maya.email });
    const token = await maya.mailedToken();
    const replies = await at(many, (index) =>
      spread(maya, index).post("/v1/password-resets/complete", { token, password: `Brand-new-Horse${index}` }),
    );
    const winner = replies.findIndex(({ status }) => status === 204);
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(replies.filter((reply) => slugOf(reply) === "link-invalid")).toHaveLength(many - 1);
    maya.password = `Brand-new-Horse${winner}`;
    await maya.signIn();
  });

  test("one verification link makes one account", async () => {
    const maya = new Person(servers.server);
    await maya.post("/v1/sign-up", { email: maya.email, password: maya.password, name: maya.name });
    const token = await maya.mailedToken();
    const replies = await at(many, (index) => spread(maya, index).post("/v1/email-verifications", { token }));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("one pending binding is completed once, and ten codes come once", async () => {
    const maya = await (await new Person(servers.server).signUp()).signIn();
    const pending = (await maya.post("/v1/account/authenticators/totp")).body;
    maya.secrets.push(pending.secret);
    const code = maya.code();
    const session = maya.cookies.get("mortise")!;
    const replies = await at(many, (index) => {
      const other = spread(maya, index);
      other.cookies.set("mortise", session);
      return other.post(`/v1/account/authenticators/totp/${pending.id}/complete`, { code, name: `Phone ${index}` });
    });
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ body }) => body.recoveryCodes)).toHaveLength(1);
    expect(replies.every(({ status }) => [201, 401, 410].includes(status))).toBe(true);
  });
});

// What a hash costs is the time in which the others come.
describe.each(dialects)("passwords, asked for at once on %s", (dialect) => {
  const { servers, spread } = setServers(dialect, { realPasswordCost: true });

  test("of fifty wrong tries at once, an attempt judges five", async () => {
    const maya = await new Person(servers.server).signUp();
    const id = await maya.startSignIn();
    const { server, second } = servers;
    const before = server.services.passwords.computed + second.services.passwords.computed;
    const replies = await at(many, (index) =>
      spread(maya, index).prove(id, { kind: "password", password: `Wrong-Horse${index}` }),
    );
    const judged = server.services.passwords.computed + second.services.passwords.computed - before;
    expect([judged, replies.filter((reply) => slugOf(reply) === "proof-rejected").length]).toEqual([5, 5]);
    expect(replies.filter((reply) => slugOf(reply) === "attempt-closed")).toHaveLength(many - 5);
  });

  test("of fifty wrong tries at once over ten attempts, an account judges ten", async () => {
    const maya = await new Person(servers.server).signUp();
    const ids = await Promise.all(Array.from({ length: 10 }, () => maya.elsewhere().startSignIn()));
    const replies = await at(many, (index) =>
      spread(maya, index).prove(ids[index % 10]!, { kind: "password", password: `Wrong-Horse${index}` }),
    );
    expect(replies.filter((reply) => slugOf(reply) === "proof-rejected")).toHaveLength(10);
    expect(replies.filter((reply) => slugOf(reply) === "too-many-attempts")).toHaveLength(many - 10);
  });

  test("a sign-in with the old password and its change happen one after the other", async () => {
    for (let round = 0; round < 5; round++) {
      const maya = await (await new Person(servers.server).signUp()).signIn();
      const others = Array.from({ length: 8 }, (_, index) => spread(maya, index));
      const ids = await Promise.all(others.map((other) => other.startSignIn()));
      const [changed, ...signedIn] = await Promise.all([
        maya.call("PUT", "/v1/account/password", { currentPassword: maya.password, newPassword: "Brand-new-Horse7" }),
        ...others.map((other, index) => other.prove(ids[index]!, { kind: "password", password: maya.password })),
      ]);
      expect(changed.status).toBe(204);
      // Whoever got in before the change is out; whoever came after it never got in.
      for (const [index, reply] of signedIn.entries())
        if (reply.status === 200) expect((await others[index]!.get("/v1/session")).status).toBe(401);
      expect((await maya.get("/v1/account/sessions")).body.items).toHaveLength(1);
    }
  });
});
