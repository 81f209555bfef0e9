import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { createOrganization } from "../support/organizations.ts";
import { expectStatus, Person, type Reply, slugOf } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

const tenMinutes = 600;
const day = 24 * 3600;
const preferences = "/v1/account/alert-preferences";
const devices = "/v1/account/remembered-devices";

describe.each(dialects)("what a stale session may take away, on %s", (dialect) => {
  const server = setServer(dialect);
  const withApp = async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    return maya;
  };
  const idOf = async (person: Person): Promise<string> => (await person.get("/v1/session")).body.id;
  const others = async (person: Person, count: number) => {
    const browsers = [];
    for (let each = 0; each < count; each++) browsers.push(await person.elsewhere().signIn());
    return Promise.all(browsers.map(async (browser) => ({ browser, id: await idOf(browser) })));
  };
  const end = (person: Person, id: string) => person.call("DELETE", `/v1/account/sessions/${id}`);
  const asked = ({ body }: Reply) => body.stepUp?.operation;

  test("one other session; the second within a day asks, whichever way they are counted", async () => {
    const maya = await withApp();
    const [first, second, third] = await others(maya, 3);
    server.clock.advance(tenMinutes + 1);
    // What is not there, and what is somebody else's, uses nothing up.
    const stranger = await withApp();
    for (const id of ["sess_00000000000000000000000000", await idOf(stranger)])
      expect(slugOf(await end(maya, id))).toBe("not-found");
    expectStatus(await end(maya, first!.id), 204);
    expect(slugOf(await end(maya, first!.id))).toBe("not-found");
    expect(asked(await end(maya, second!.id))).toBe("end-other-sessions");
    expectStatus(await second!.browser.get("/v1/session"), 200);
    // Another stolen session of the account ends no more either; each may end itself.
    expect(asked(await end(third!.browser, second!.id))).toBe("end-other-sessions");
    expectStatus(await end(third!.browser, third!.id), 204);
    server.clock.advance(day - 1);
    expect(asked(await end(maya, second!.id))).toBe("end-other-sessions");
    await maya.stepUp("end-other-sessions");
    expectStatus(await end(maya, second!.id), 204);
  });

  test("fresh proof ends as many as there are, and uses nothing up", async () => {
    const maya = await withApp();
    const fresh = await others(maya, 3);
    await maya.stepUp("end-other-sessions");
    for (const { id } of fresh) expectStatus(await end(maya, id), 204);
    const [last] = await others(maya, 1);
    server.clock.advance(tenMinutes + 1);
    expectStatus(await end(maya, last!.id), 204);
  });

  test("of ten endings at once with stale proof one goes", async () => {
    const maya = await withApp();
    const all = await others(maya, 10);
    server.clock.advance(tenMinutes + 1);
    const replies = await Promise.all(all.map(({ id }) => end(maya, id)));
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(replies.filter((reply) => asked(reply) === "end-other-sessions")).toHaveLength(9);
  });

  test("remembered devices are forgotten with fresh proof only, one or all", async () => {
    const maya = await withApp();
    const id = await maya.startSignIn();
    await maya.prove(id, { kind: "password", password: maya.password });
    expectStatus(await maya.prove(id, { kind: "totp", code: maya.freshCode(), rememberDevice: true }), 200);
    const [device] = (await maya.get(devices)).body.items;
    server.clock.advance(tenMinutes + 1);
    for (const path of [devices, `${devices}/${device.id}`])
      expect(asked(await maya.call("DELETE", path)), path).toBe("forget-devices");
    expect((await maya.get(devices)).body.items).toHaveLength(1);
    await maya.stepUp("forget-devices");
    expectStatus(await maya.call("DELETE", `${devices}/${device.id}`), 204);
  });

  test("alerts are switched off with fresh proof only, and always by mail; switching on asks nothing", async () => {
    const maya = await withApp();
    const off = {
      categories: { sessions: { email: false, inApp: false }, "new-device": { email: false, inApp: true } },
    };
    server.clock.advance(tenMinutes + 1);
    expect(asked(await maya.call("PUT", preferences, off))).toBe("switch-off-alerts");
    expect((await maya.get(preferences)).body.categories.sessions).toEqual({ email: true, inApp: true });
    await maya.stepUp("switch-off-alerts");
    expectStatus(await maya.call("PUT", preferences, off), 200);
    const subject = "Security alerts were switched off";
    expect(await maya.mail()).toMatchObject({ subject, text: expect.stringContaining("new device, sessions") });
    server.clock.advance(tenMinutes + 1);
    // The same again takes nothing away, and turning on asks nothing; no second mail says otherwise.
    expectStatus(await maya.call("PUT", preferences, off), 200);
    const mixed = { categories: { sessions: { email: true, inApp: false } } };
    expectStatus(await maya.call("PUT", preferences, mixed), 200);
    const swapped = { categories: { sessions: { email: false, inApp: true } } };
    expect(asked(await maya.call("PUT", preferences, swapped))).toBe("switch-off-alerts");
    expect((await maya.mails()).filter((mail) => mail.subject === subject)).toHaveLength(1);
  });

  test("what is asked for first is changed with fresh proof only; the name with any", async () => {
    const maya = await withApp();
    const [{ id }] = (await maya.get("/v1/account/authenticators")).body.totp;
    server.clock.advance(tenMinutes + 1);
    for (const preferredAuthenticator of [id, null])
      expect(asked(await maya.call("PATCH", "/v1/account", { name: "Mallory", preferredAuthenticator }))).toBe(
        "prefer-authenticator",
      );
    expect((await maya.get("/v1/account")).body.name).toBe(maya.name);
    expectStatus(await maya.call("PATCH", "/v1/account", { name: "Maya" }), 200);
    await maya.stepUp("prefer-authenticator");
    expectStatus(await maya.call("PATCH", "/v1/account", { preferredAuthenticator: id }), 200);
  });

  test("an organization's name, time zone and invitations are its own", async () => {
    const maya = await withApp();
    const { path } = await createOrganization(maya);
    const invited = expectStatus(
      await maya.post(`${path}/invitations`, { email: "someone@example.com", role: "member" }),
      201,
    );
    server.clock.advance(tenMinutes + 1);
    expect(asked(await maya.call("PATCH", path, { timeZone: "Asia/Tokyo" }))).toBe("change-organization");
    expect(asked(await maya.call("DELETE", `${path}/invitations/${invited.body.id}`))).toBe("manage-members");
  });
});
