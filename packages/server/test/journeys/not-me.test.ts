import { describe, expect, test } from "vitest";
import { restoreAccount } from "../../src/accounts/operate-accounts.ts";
import { disown, moveTo, resetPassword, someone, subjects, tryPassword } from "../support/alerts.ts";
import { dialects } from "../support/databases.ts";
import { eventsOf } from "../support/flagged.ts";
import { createOrganization, invitationToken, newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

const newDevice = /^New sign-in/;
const day = 24 * 3600;

describe.each(dialects)("“this wasn't me” on %s", (dialect) => {
  const server = setServer(dialect);

  /** Somebody signed in, and a thief with the password. */
  const robbed = async () => {
    const maya = await someone(server);
    const thief = await maya.elsewhere().signIn();
    return { maya, thief, token: await maya.notMeToken(newDevice) };
  };
  const statusOf = async (person: Person) => (await person.get("/v1/session")).status;
  const stateOf = (person: Person) =>
    server.services.database.read
      .selectFrom("accounts")
      .selectAll()
      .where("id", "=", person.accountId)
      .executeTakeFirstOrThrow();

  test("looking changes nothing, and a GET of the page neither", async () => {
    const { maya, token } = await robbed();
    const before = (await eventsOf(maya, "session.ended")).length;
    for (let at = 0; at < 2; at++) {
      const { body } = expectStatus(await new Person(server).post("/v1/not-me/look", { token }), 200);
      expect(body).toMatchObject({ actor: "Someone", device: "Chrome 156 on Linux", ip: "127.0.0.1", location: null });
      expect(body.text).toBe("signed in with a password on a device not seen before");
      expect(Date.parse(body.expiresAt) - server.clock.now()).toBe(7 * day * 1000);
    }
    await new Person(server).get("/not-me");
    expect([(await stateOf(maya)).securedAt, (await eventsOf(maya, "session.ended")).length]).toEqual([null, before]);
    expectStatus(await disown(maya, token), 200);
  });

  test("ends every session, forgets devices, voids links and shuts the account, once", async () => {
    const { maya, thief, token } = await robbed();
    await maya.post("/v1/password-resets", { email: maya.email });
    const reset = await maya.mailedToken();
    const { body } = expectStatus(await disown(maya, token), 200);
    expect(body).toEqual({
      endedSessions: 2,
      forgottenDevices: 0,
      emailRestored: false,
      nextSteps: ["reset-password", "sign-in", "review-authenticators", "review-history"],
    });
    expect([await statusOf(maya), await statusOf(thief)]).toEqual([401, 401]);
    const late = await maya.post("/v1/password-resets/complete", { token: reset, password: "Another-Horse8" });
    expect(slugOf(late)).toBe("link-invalid");
    for (const path of ["/v1/not-me", "/v1/not-me/look"])
      expect(slugOf(await new Person(server).post(path, { token }))).toBe("link-invalid");
    expect((await eventsOf(maya, "session.ended")).map(({ data }) => data)).toEqual(
      Array.from({ length: 2 }, () => '{"reason":"not-me"}'),
    );
    const [secured] = await eventsOf(maya, "account.secured");
    expect(secured).toMatchObject({ actorKind: "anonymous", actorId: null });
    const mail = await maya.mail();
    expect(mail.subject).toBe("Your account is secured");
    expect(mail.text).not.toContain("not-me#token=");
  });

  test("withdraws what was sent from the account since the thief came in, in every organization, and nothing else", async () => {
    const maya = await someone(server);
    const [larkfield, other] = [await createOrganization(maya), await createOrganization(maya)];
    const invite = async (by: Person, { path }: TestOrganization): Promise<Person> => {
      const guest = await someone(server);
      expectStatus(await by.post(`${path}/invitations`, { email: guest.email, role: "admin" }), 201);
      return guest;
    };
    const accept = async (guest: Person) =>
      guest.post("/v1/invitations/accept", { token: await invitationToken(guest) });
    const mayas = await invite(maya, larkfield);
    server.clock.advance(60);
    const thief = await maya.elsewhere().signIn();
    const guests = [await invite(thief, larkfield), await invite(thief, other)];
    const quick = await invite(thief, other);
    expectStatus(await accept(quick), 200);
    const admin = await newMember(larkfield, "admin");
    const admins = await invite(admin, larkfield);
    expectStatus(await disown(maya, await maya.notMeToken(newDevice)), 200);
    for (const guest of guests) expect(slugOf(await accept(guest))).toBe("link-invalid");
    for (const guest of [admins, mayas]) expectStatus(await accept(guest), 200);
    const { items } = (await admin.get(`${larkfield.path}/events?type=invitation.revoked`)).body;
    expect(items).toMatchObject([
      {
        actor: { kind: "system", text: "The server" },
        text: expect.stringMatching(
          /^took the invitation of .*@.* back, because its sender's account was in other hands$/,
        ),
        ip: null,
      },
    ]);
    expect(items[0].data.reason).toBe("not-me");
  });

  test("switches on again what was switched off since the thief came in, and nothing else", async () => {
    const maya = await someone(server);
    const path = "/v1/account/alert-preferences";
    const off = { email: false, inApp: false };
    expectStatus(await maya.call("PUT", path, { categories: { sessions: { email: true, inApp: false } } }), 200);
    server.clock.advance(60);
    const thief = await maya.elsewhere().signIn();
    // At once, before anybody has heard of the sign-in.
    server.clock.advance(1);
    const stolen = { "new-device": off, "failed-sign-ins": { email: false, inApp: true } };
    expectStatus(await thief.call("PUT", path, { categories: stolen }), 200);
    expectStatus(await disown(maya, await maya.notMeToken(newDevice)), 200);
    await resetPassword(maya);
    await maya.signIn();
    const { categories } = (await maya.get(path)).body;
    expect(categories["new-device"]).toEqual({ email: true, inApp: true });
    expect(categories["failed-sign-ins"]).toEqual({ email: true, inApp: true });
    expect(categories.sessions).toEqual({ email: true, inApp: false });
    expect(await eventsOf(maya, "alert-preferences.changed")).toHaveLength(3);
  });

  test("the session it is said in goes on, unless it did what is disowned", async () => {
    const { maya, thief, token } = await robbed();
    expect(expectStatus(await maya.post("/v1/not-me", { token }), 200).body.endedSessions).toBe(1);
    expect([await statusOf(maya), await statusOf(thief)]).toEqual([200, 401]);
    await resetPassword(maya);
    await maya.signIn();
    const other = await maya.elsewhere().signIn();
    expectStatus(await other.post("/v1/not-me", { token: await maya.notMeToken(newDevice) }), 200);
    expect([await statusOf(maya), await statusOf(other)]).toEqual([401, 401]);
  });

  test("nobody gets in until a new password is chosen by mail; then the second step is asked for", async () => {
    const maya = await someone(server);
    const laptop = new SoftwareAuthenticator(server.services.config.publicUrl);
    await maya.bindTotp();
    await maya.bindPasskey(laptop);
    const id = await maya.startSignIn();
    await maya.prove(id, { kind: "password", password: maya.password });
    expectStatus(await maya.prove(id, { kind: "totp", code: maya.freshCode(), rememberDevice: true }), 200);
    const half = await maya.elsewhere().startSignIn();
    expect(expectStatus(await disown(maya, await maya.notMeToken()), 200).body.forgottenDevices).toBe(1);
    const inEveryWay = [
      () => tryPassword(maya),
      () => tryPassword(maya.elsewhere()),
      () => maya.elsewhere().proveByPasskey(laptop),
      () => maya.prove(half, { kind: "password", password: maya.password }),
    ];
    for (const way of inEveryWay) {
      const reply = await way();
      expect([reply.status, slugOf(reply), reply.body.reason]).toEqual([403, "not-allowed", "secured"]);
    }
    const wrong = await tryPassword(maya, "wrong");
    expect(slugOf(wrong), "a wrong answer learns nothing").toBe("proof-rejected");
    const { items } = (await (await someone(server)).get("/v1/account/history")).body;
    expect(items).toHaveLength(1);
    expect((await eventsOf(maya, "sign-in.rejected")).map(({ data }) => JSON.parse(data).reason).slice(0, 4)).toEqual(
      inEveryWay.map(() => "secured"),
    );
    await resetPassword(maya);
    expect(await eventsOf(maya, "account.released")).toHaveLength(1);
    const attempt = expectStatus(await tryPassword(maya), 200).body;
    expect(attempt.status, "no remembered device is left").toBe("open");
    await maya.signIn();
    expect(await statusOf(maya)).toBe(200);
  });

  test("an account without a password gets one by mail; an operator can open it too", async () => {
    const maya = await someone(server);
    const laptop = new SoftwareAuthenticator(server.services.config.publicUrl);
    await maya.bindPasskey(laptop);
    expectStatus(await maya.stepUpByPasskey(laptop, "unbind-password"), 200);
    expectStatus(await maya.call("DELETE", "/v1/account/password"), 204);
    expectStatus(await disown(maya, await maya.notMeToken()), 200);
    expect((await maya.proveByPasskey(laptop)).body.reason).toBe("secured");
    await resetPassword(maya);
    expectStatus(await maya.proveByPasskey(laptop), 200);
    await maya.elsewhere().proveByPasskey(laptop);
    expectStatus(await disown(maya, await maya.notMeToken(newDevice)), 200);
    await restoreAccount(server.services, { kind: "operator", id: "ops" }, maya.accountId);
    expectStatus(await maya.proveByPasskey(laptop), 200);
  });

  test("signing in calls no deletion of a secured account off", async () => {
    const maya = await someone(server);
    expectStatus(await maya.call("DELETE", "/v1/account"), 202);
    expectStatus(await disown(maya, await maya.notMeToken("will be deleted")), 200);
    expect((await tryPassword(maya)).body.reason).toBe("secured");
    expect((await stateOf(maya)).deletesAt).not.toBeNull();
    await resetPassword(maya);
    await maya.signIn();
    expect((await stateOf(maya)).deletesAt).toBeNull();
  });

  test("a link works for seven days, and other links to the same mailbox end with it", async () => {
    const { maya, token } = await robbed();
    await maya.elsewhere().signIn();
    const second = await maya.notMeToken(newDevice);
    server.clock.advance(7 * day - 1);
    expectStatus(await disown(maya, second), 200);
    expect(slugOf(await disown(maya, token))).toBe("link-invalid");
    const later = await robbed();
    server.clock.advance(7 * day);
    expect(slugOf(await disown(later.maya, later.token))).toBe("link-invalid");
    await server.maintain();
    for (const made of ["x", "A".repeat(43)]) expect(slugOf(await disown(maya, made))).toBe("link-invalid");
  });

  test("of fifty at once one works", async () => {
    const { maya, token } = await robbed();
    const replies = await Promise.all(Array.from({ length: 50 }, () => disown(maya, token)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(replies.filter(({ status }) => status !== 200).map(slugOf))).toEqual(new Set(["link-invalid"]));
    expect(await eventsOf(maya, "account.secured")).toHaveLength(1);
  });

  test("said while a new password is being chosen: one of the two is first, and the account is never left open to neither", async () => {
    const { maya, token } = await robbed();
    await maya.post("/v1/password-resets", { email: maya.email });
    const reset = { token: await maya.mailedToken(), password: "Another-Horse8" };
    const [said, chosen] = await Promise.all([
      disown(maya, token),
      new Person(server).post("/v1/password-resets/complete", reset),
    ]);
    expect(said.status).toBe(200);
    expect([204, 410]).toContain(chosen.status);
    expect((await stateOf(maya)).securedAt).not.toBeNull();
    await resetPassword(maya, "Third-Horse-77");
    await maya.signIn();
  });

  describe("when the address was changed", () => {
    const moved = async () => {
      const maya = await someone(server);
      const thiefs = `thief.${maya.email}`;
      await moveTo(maya, thiefs);
      const thief = maya.elsewhere();
      Object.assign(thief, { email: thiefs });
      return { maya, thief };
    };

    test("it is put back, and nothing mailed to the other one works any more", async () => {
      const { maya, thief } = await moved();
      await moveTo(maya, `second.${maya.email}`);
      const second = maya.elsewhere();
      Object.assign(second, { email: `second.${maya.email}` });
      const others = [await thief.notMeToken(/changed/), await second.notMeToken(/changed/)];
      const { body } = expectStatus(await disown(maya, await maya.notMeToken(/changed/)), 200);
      expect(body.emailRestored).toBe(true);
      expect((await stateOf(maya)).email).toBe(maya.email);
      for (const token of others) expect(slugOf(await disown(thief, token))).toBe("link-invalid");
      expect((await subjects(maya)).slice(0, 2).sort()).toEqual([
        "Your account is secured",
        "Your email address was put back",
      ]);
      const [last] = await second.mails();
      expect(last?.subject).toBe("Your address no longer belongs to an account");
      expect(last?.text).not.toContain("#token=");
      await resetPassword(maya);
      await maya.signIn();
      await maya.bindTotp();
      expect((await thief.mails())[0]?.subject, "it hears of nothing any more").not.toContain("app");
    });

    test("an owner who changes it back by hand keeps it: the other mailbox hears of it, and has no say any more", async () => {
      const maya = await someone(server);
      const [own, taken] = [maya.email, `taken-${maya.email}`];
      await moveTo(maya, taken);
      const early = await maya.notMeToken(/was changed/, taken);
      await moveTo(maya, own);
      expect((await subjects(maya, taken))[0]).toBe("Your email address was changed");
      expect((await maya.mails(taken))[0]!.text).not.toContain("not-me#token=");
      expect(slugOf(await disown(maya, early))).toBe("link-invalid");
      // Left again on purpose, it may have itself put back.
      await moveTo(maya, `new-${own}`);
      expect(expectStatus(await disown(maya, await maya.notMeToken(/was changed/)), 200).body.emailRestored).toBe(true);
      expect((await stateOf(maya)).email).toBe(own);
    });

    test("whatever the mail was about that lies in the old mailbox", async () => {
      const maya = await someone(server);
      await maya.bindTotp();
      await maya.stepUp("change-email");
      await moveTo(maya, `thief.${maya.email}`);
      const { body } = expectStatus(await disown(maya, await maya.notMeToken("app was added")), 200);
      expect(body.emailRestored).toBe(true);
    });

    test("the new mailbox, first, cannot keep the old one from being put back", async () => {
      const { maya, thief } = await moved();
      const secured = expectStatus(await disown(thief, await thief.notMeToken(/changed/)), 200).body;
      expect(secured.emailRestored).toBe(false);
      await resetPassword(thief);
      expect(expectStatus(await disown(maya, await maya.notMeToken(/changed/)), 200).body.emailRestored).toBe(true);
      expect((await stateOf(maya)).email).toBe(maya.email);
    });

    test("both at once: the old one is put back", async () => {
      const { maya, thief } = await moved();
      const tokens = [await maya.notMeToken(/changed/), await thief.notMeToken(/changed/)];
      const replies = await Promise.all(tokens.map((token) => disown(maya, token)));
      expect(replies[0]?.status).toBe(200);
      expect((await stateOf(maya)).email).toBe(maya.email);
    });

    test("only for seven days, and not when another account has the address by now", async () => {
      const { maya } = await moved();
      const token = await maya.notMeToken(/changed/);
      const heir = await new Person(server, maya.email).signUp();
      const { body } = expectStatus(await disown(maya, token), 200);
      expect(body.emailRestored).toBe(false);
      expect((await stateOf(heir)).email).toBe(maya.email);
      const late = await moved();
      const lateToken = await late.maya.notMeToken(/changed/);
      server.clock.advance(7 * day);
      expect(slugOf(await disown(late.maya, lateToken))).toBe("link-invalid");
    });

    test("a change that still waits is called off", async () => {
      const maya = await someone(server);
      const next = `thief.${maya.email}`;
      await maya.call("PUT", "/v1/account/email", { email: next });
      const link = await maya.mailedToken(next);
      expectStatus(await disown(maya, await maya.notMeToken("about to change")), 200);
      expect(slugOf(await maya.post("/v1/email-verifications", { token: link }))).toBe("link-invalid");
    });
  });
});
