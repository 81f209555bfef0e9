import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { raiseAlerts } from "../../src/alerts/raise-alerts.ts";
import { endAccountSessions } from "../../src/accounts/operate-accounts.ts";
import { choose, moveTo, shown, someone, subjects, tryPassword, typesShown } from "../support/alerts.ts";
import { dialects } from "../support/databases.ts";
import { changchun, chromeOn, london, placedSettings } from "../support/flagged.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const newDevice = /^New sign-in to your account: /;
const newPlace = /^New sign-in to your account from /;
const failed = "Failed sign-ins to your account";
const hour = 3600;

describe.each(dialects)("alerts on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(dialect, { settings: placedSettings });
  });
  afterAll(() => server.close());

  const matching = async (person: Person, wanted: RegExp | string, to = person.email) =>
    (await subjects(person, to)).filter((subject) => new RegExp(wanted).test(subject));

  test("the first sign-in alerts nothing, the same browser again neither, another browser does", async () => {
    const maya = await someone(server);
    await maya.signIn();
    expect(await typesShown(maya)).toEqual([]);
    const { body } = await maya.get("/v1/account/events?type=sign-in.accepted");
    expect(body.items.map((item: { data: { device: string } }) => item.data.device)).toEqual(["known", "first"]);
    await maya.elsewhere().signIn();
    expect(await matching(maya, newDevice)).toEqual(["New sign-in to your account: Chrome 156 on Linux"]);
    const { items, unread } = await shown(maya);
    expect([items.length, unread]).toEqual([1, 1]);
    expect(items[0]).toMatchObject({ category: "new-device", type: "sign-in.accepted", actor: "You", readAt: null });
    expect(items[0].text).toBe("signed in with a password on a device not seen before");
  });

  test("the browser that changes the password, or binds the first factor, stays known; the others do not", async () => {
    const maya = await someone(server);
    const tablet = await maya.elsewhere().signIn();
    await maya.bindTotp();
    await maya.signIn();
    expect(await matching(maya, newDevice)).toHaveLength(1);
    tablet.secrets.push(...maya.secrets);
    await tablet.signIn();
    expect(await matching(maya, newDevice)).toHaveLength(2);
  });

  test("own acts on a known device are read already; from a device that is new they are news", async () => {
    const maya = await someone(server);
    await maya.signIn();
    await maya.bindTotp("Phone");
    await maya.signIn();
    const own = await shown(maya);
    expect(own.items.length).toBeGreaterThan(0);
    expect([own.unread, own.items.filter(({ readAt }: { readAt: unknown }) => readAt === null)]).toEqual([0, []]);
    const tablet = await maya.elsewhere().signIn();
    await tablet.bindTotp("Theirs");
    const { items, unread } = await shown(maya);
    const news = items.filter(({ readAt }: { readAt: unknown }) => readAt === null);
    expect(news.map(({ type }: { type: string }) => type)).toEqual(["authenticator.bound", "sign-in.accepted"]);
    expect(unread).toBe(2);
  });

  test("a program is known by its kind, for it keeps no cookie", async () => {
    const maya = await someone(server);
    const signIn = async (agent: string) => {
      const program = maya.elsewhere();
      Object.assign(program.headers, { "mortise-client": "token", "user-agent": agent });
      await program.signIn();
    };
    for (const [system, told] of [
      ["X11; Linux x86_64", 1],
      ["X11; Linux x86_64", 1],
      ["Windows NT 10.0; Win64; x64", 2],
      ["Windows NT 10.0; Win64; x64", 2],
    ] as const) {
      await signIn(chromeOn(system));
      expect(await matching(maya, newDevice), system).toHaveLength(told);
    }
  });

  test("a stolen password at a program beside the owner, in the name of the owner's browser, is told once", async () => {
    const maya = await someone(server);
    const thief = maya.elsewhere();
    thief.headers["mortise-client"] = "token";
    await thief.signIn();
    expect(await matching(maya, newDevice)).toHaveLength(1);
    await thief.signIn();
    expect(await matching(maya, newDevice), "then that program is known").toHaveLength(1);
  });

  test("whoever calls a browser a program, and names the owner's browser, is a new device elsewhere", async () => {
    const maya = await someone(server);
    const thief = maya.elsewhere();
    Object.assign(thief.headers, { "mortise-client": "token", "x-forwarded-for": "198.51.100.7" });
    await thief.signIn();
    expect(await matching(maya, newDevice)).toEqual(["New sign-in to your account: Chrome 156 on Linux"]);
    await thief.signIn();
    expect(await matching(maya, newDevice)).toHaveLength(1);
  });

  test("a new country, once; and a sign-in that is new in both ways makes one mail that says both", async () => {
    const maya = new Person(server);
    maya.headers["x-forwarded-for"] = "10.0.0.1";
    await (await maya.signUp()).signIn();
    maya.headers["x-forwarded-for"] = london;
    await maya.signIn();
    expect(await typesShown(maya), "no place was known before").toEqual([]);
    server.clock.advance(24 * hour);
    maya.headers["x-forwarded-for"] = changchun;
    await maya.signIn();
    await maya.signIn();
    expect(await matching(maya, newPlace)).toEqual(["New sign-in to your account from Changchun, China"]);
    expect((await shown(maya)).items.map(({ category }: { category: string }) => category)).toEqual(["new-location"]);
    server.clock.advance(91 * 24 * hour);
    maya.headers["x-forwarded-for"] = london;
    await maya.signIn();
    expect(await matching(maya, newPlace), "nothing is new to what is forgotten").toHaveLength(1);
    const tablet = maya.elsewhere();
    tablet.headers["x-forwarded-for"] = changchun;
    await tablet.signIn();
    const mail = await maya.mail();
    expect(mail.subject).toBe("New sign-in to your account from Changchun, China");
    expect(mail.text.replaceAll(/\s+/g, " ")).toContain("from a device and a place we haven't seen before");
    expect(mail.text).toMatch(/^Signed in with: +Password$/m);
    expect((await shown(maya)).items[0].category).toBe("new-device");
    await choose(maya, "new-device", false, false);
    const other = maya.elsewhere();
    other.headers["x-forwarded-for"] = "2.125.160.216";
    await other.signIn();
    const signIn = (await shown(maya)).items.find(({ type }: { type: string }) => type === "sign-in.accepted");
    expect(signIn.category, "new in both ways, and one of them is off").toBe("new-device");
  });

  test("the fifth failed sign-in of a day is told, then at most one an hour", async () => {
    const maya = await someone(server);
    const fail = async (times: number) => {
      for (let at = 0; at < times; at++) await tryPassword(maya.elsewhere(), "wrong");
      await server.settle?.();
    };
    await fail(4);
    expect(await matching(maya, failed)).toHaveLength(0);
    await fail(1);
    expect(await matching(maya, failed)).toHaveLength(1);
    await fail(3);
    server.clock.advance(hour - 1);
    await fail(1);
    expect(await matching(maya, failed)).toHaveLength(1);
    expect((await typesShown(maya)).filter((type) => type === "sign-in.rejected")).toHaveLength(1);
    server.clock.advance(1);
    await fail(1);
    expect(await matching(maya, failed)).toHaveLength(1 + 1);
    server.clock.advance(24 * hour);
    await fail(4);
    expect(await matching(maya, failed)).toHaveLength(2);
  });

  test("preferences: what is off is not sent; what is always mailed cannot be switched off", async () => {
    const maya = await someone(server);
    const path = "/v1/account/alert-preferences";
    const before = (await maya.get(path)).body;
    expect(
      Object.values(before.categories).every((each) => JSON.stringify(each) === '{"email":true,"inApp":true}'),
    ).toBe(true);
    expect(before.alwaysByEmail.map(({ category }: { category: string }) => category)).toEqual([
      "password",
      "authenticators",
      "organizations",
    ]);
    const refused = await choose(maya, "password", false);
    expect([refused.status, slugOf(refused)]).toEqual([422, "invalid-request"]);
    expect(refused.body.errors[0]).toMatchObject({ pointer: "#/categories/password/email" });
    const changed = expectStatus(await choose(maya, "new-device", false), 200).body;
    expect(changed.categories["new-device"]).toEqual({ email: false, inApp: true });
    expect(changed.categories["new-location"]).toEqual({ email: true, inApp: true });
    await maya.elsewhere().signIn();
    const signInsShown = async () => (await typesShown(maya)).filter((type) => type !== "alert-preferences.changed");
    expect(await matching(maya, newDevice)).toHaveLength(0);
    expect(await signInsShown()).toEqual(["sign-in.accepted"]);
    await choose(maya, "new-device", true, false);
    await maya.elsewhere().signIn();
    expect(await matching(maya, newDevice)).toHaveLength(1);
    expect(await signInsShown()).toEqual(["sign-in.accepted"]);
    await choose(maya, "authenticators", true, false);
    await maya.bindTotp();
    expect(await matching(maya, "authenticator app was added")).toHaveLength(1);
    expect(await signInsShown()).toEqual(["sign-in.accepted"]);
  });

  test("each change makes one alert, the heaviest of what one request does", async () => {
    const maya = await someone(server);
    await maya.bindTotp();
    await maya.bindTotp("Spare");
    expectStatus(await maya.call("DELETE", "/v1/account/authenticators"), 204);
    const change = { currentPassword: maya.password, newPassword: "Brand-new-Horse7" };
    expectStatus(await maya.call("PUT", "/v1/account/password", change), 204);
    expect(await typesShown(maya)).toEqual([
      "password.changed",
      "two-step.turned-off",
      "authenticator.bound",
      "authenticator.bound",
    ]);
    const off = (await maya.mails()).find(({ subject }) => subject === "Two-step sign-in was turned off");
    expect(off?.text.match(/Removed: +Authenticator app, "(Phone|Spare)"/g)).toHaveLength(2);
  });

  test("the old address hears of changes for seven days", async () => {
    const maya = await someone(server);
    const next = `next.${maya.email}`;
    await moveTo(maya, next);
    expect(await subjects(maya, next)).toContain("Your email address was changed");
    expect((await maya.mail()).text).toContain(`uses ${next}`);
    await maya.bindTotp();
    expect((await maya.mail()).subject).toBe("An authenticator app was added");
    const tablet = maya.elsewhere();
    Object.assign(tablet, { email: next });
    await tablet.signIn();
    expect(await matching(maya, newDevice), "what can be switched off does not follow").toEqual([]);
    expect(await matching(maya, newDevice, next)).toHaveLength(1);
    server.clock.advance(7 * 24 * hour);
    await tablet.signIn();
    await tablet.stepUp("issue-recovery-codes");
    expectStatus(await tablet.post("/v1/account/recovery-codes"), 201);
    expect(await subjects(maya, next)).toContain("New recovery codes were made");
    expect(await subjects(maya)).not.toContain("New recovery codes were made");
  });

  test("are marked as read, all or up to one", async () => {
    const maya = await someone(server);
    for (let at = 0; at < 3; at++) await maya.elsewhere().signIn();
    const { items } = await shown(maya);
    const read = async (body: object) =>
      expectStatus(await maya.post("/v1/account/alerts/read", body), 200).body.unread;
    expect(await read({ upTo: items[1].id })).toBe(1);
    expect((await shown(maya)).items.map(({ readAt }: { readAt: unknown }) => readAt !== null)).toEqual([
      false,
      true,
      true,
    ]);
    expect(await read({})).toBe(0);
    server.clock.advance(91 * 24 * hour);
    await server.maintain();
    const { read: db } = server.services.database;
    const left = await db.selectFrom("alerts").selectAll().where("accountId", "=", maya.accountId).execute();
    expect(left).toEqual([]);
  });

  test("of servers that raise at once one tells, and each event once", async () => {
    const maya = await someone(server);
    await Promise.all(Array.from({ length: 10 }, () => maya.elsewhere().signIn()));
    await server.seal();
    await Promise.all(Array.from({ length: 8 }, () => raiseAlerts(server.services)));
    expect(await matching(maya, newDevice)).toHaveLength(10);
    expect(await typesShown(maya)).toHaveLength(10);
  });

  test("two servers on one database tell each event once", async () => {
    if (dialect !== "postgres") return;
    const twin = await startServer(dialect, { quiet: true, databaseUrl: server.databaseUrl, clock: server.clock });
    try {
      const maya = await someone(server);
      await Promise.all(Array.from({ length: 10 }, () => maya.elsewhere().signIn()));
      await Promise.all([server, twin, server, twin].map(async (each) => each.settle?.()));
      expect(await matching(maya, newDevice)).toHaveLength(10);
      expect(await typesShown(maya)).toHaveLength(10);
    } finally {
      await twin.close();
    }
  });

  test("a session that an operator ends is told; one that its owner ends is not", async () => {
    const maya = await someone(server);
    const tablet = await maya.elsewhere().signIn();
    expectStatus(await tablet.call("DELETE", "/v1/session"), 204);
    expect(await typesShown(maya)).toEqual(["sign-in.accepted"]);
    await endAccountSessions(server.services, { kind: "operator", id: "olga" }, maya.accountId);
    const mail = await maya.mail();
    expect(mail.subject).toBe("You were signed out");
    expect(mail.text).toMatch(/^By: +Our support team$/m);
    expect(mail.text).not.toContain("olga");
  });

  test("a device that is remembered shows in the app, and is not mailed", async () => {
    const maya = await someone(server);
    await maya.bindTotp();
    const id = await maya.startSignIn();
    await maya.prove(id, { kind: "password", password: maya.password });
    expectStatus(await maya.prove(id, { kind: "totp", code: maya.freshCode(), rememberDevice: true }), 200);
    expect((await typesShown(maya))[0]).toBe("device.remembered");
    expect(await subjects(maya)).toEqual(["An authenticator app was added", "Confirm your email address"]);
  });

  test("what happened longer than a day ago is told to nobody", async () => {
    const quiet = await startServer(dialect, { quiet: true });
    try {
      const maya = await someone(quiet);
      await maya.elsewhere().signIn();
      quiet.clock.advance(24 * hour + 1);
      expect(await typesShown(await maya.signIn())).toEqual([]);
    } finally {
      await quiet.close();
    }
  });

  test("an account that is gone is told nothing", async () => {
    const maya = await someone(server);
    expectStatus(await maya.call("DELETE", "/v1/account"), 202);
    expect((await maya.mail()).subject).toBe("Your account will be deleted");
    server.clock.advance(14 * 24 * hour);
    await tryPassword(maya);
    await server.maintain();
    await server.settle?.();
    const { read } = server.services.database;
    for (const table of ["alerts", "alertMails", "notMeLinks", "alertPreferences", "formerAddresses"] as const)
      expect(await read.selectFrom(table).selectAll().where("accountId", "=", maya.accountId).execute()).toEqual([]);
  });
});
