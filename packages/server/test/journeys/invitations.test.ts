import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { createOrganization, invitationToken, inviteAndJoin, newMember } from "../support/organizations.ts";
import { expectStatus, Person, type Reply, slugOf } from "../support/person.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;

describe.each(dialects)("invitations on %s", (dialect) => {
  let server: TestServer;
  let second: TestServer;
  let closed: TestServer;
  beforeAll(async () => {
    server = await startServer(dialect);
    const shared = { databaseUrl: server.databaseUrl, clock: server.clock };
    second = await startServer(dialect, shared);
    closed = await startServer(dialect, { ...shared, settings: { MORTISE_SIGN_UP: "closed" } });
  });
  afterAll(async () => {
    await closed.close();
    await second.close();
    await server.close();
  });

  const signedIn = async (): Promise<Person> => (await new Person(server).signUp()).signIn();
  const found = async () => createOrganization(await signedIn());
  const accept = (person: Person, token: string): Promise<Reply> => person.post("/v1/invitations/accept", { token });
  const look = (token: string): Promise<Reply> => new Person(server).post("/v1/invitations/look", { token });
  /** An organization and the token of an invitation mailed to someone with an account. */
  const invited = async (role = "member") => {
    const larkfield = await found();
    const dana = await signedIn();
    const invitations = `${larkfield.path}/invitations`;
    const { body } = expectStatus(await larkfield.owner.post(invitations, { email: dana.email, role }), 201);
    return { larkfield, dana, invitations, id: body.id as string, body, token: await invitationToken(dana) };
  };

  test("by mail, in plain words; seen without being used; accepted by whoever has the address", async () => {
    const { larkfield, dana, invitations, body, token } = await invited("admin");
    const { owner } = larkfield;
    expect(body).toMatchObject({
      email: dana.email,
      role: "admin",
      status: "waiting",
      invitedBy: { id: owner.accountId, name: owner.name, email: owner.email },
    });
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(7 * day * 1000);
    const { subject, text, html } = await dana.mail();
    expect(subject).toBe(`You're invited to ${larkfield.name}`);
    for (const part of [owner.email, "an administrator", "sign you out", "new password", "rules for signing in"])
      expect(text.replace(/\s+/g, " ")).toContain(part);
    expect(html).toContain(`${server.services.config.publicUrl}/invitation#token=`);
    for (let each = 0; each < 2; each++)
      expect(expectStatus(await look(token), 200).body).toEqual({
        organization: { name: larkfield.name },
        email: dana.email,
        role: "admin",
        invitedBy: owner.name,
        expiresAt: body.expiresAt,
      });
    expect((await owner.get(invitations)).body.items).toEqual([body]);
    const joined = expectStatus(await accept(dana, token), 200).body;
    expect(joined).toEqual({ organization: { id: larkfield.id, name: larkfield.name }, role: "admin" });
    expect((await dana.get(larkfield.path)).body.role).toBe("admin");
    expect((await owner.get(invitations)).body.items).toEqual([]);
    for (const reply of [await accept(dana, token), await look(token)]) expect(slugOf(reply)).toBe("link-invalid");
  });

  test("looking says the same whether the address has an account", async () => {
    const larkfield = await found();
    const looks = [];
    for (const person of [await signedIn(), new Person(server)]) {
      expectStatus(
        await larkfield.owner.post(`${larkfield.path}/invitations`, { email: person.email, role: "member" }),
        201,
      );
      const { body } = await look(await invitationToken(person));
      looks.push({ ...body, email: "", expiresAt: "" });
    }
    expect(looks[0]).toEqual(looks[1]);
  });

  test("another account cannot use it, whatever its address looks like; the invited one still can", async () => {
    const { dana, token } = await invited();
    for (const other of [await signedIn(), await (await new Person(server, `x${dana.email}`).signUp()).signIn()]) {
      const refused = await accept(other, token);
      expect([refused.status, refused.body.reason]).toEqual([403, "other-address"]);
      expect(refused.body.detail).toContain("Sign in with the account of that address");
      expect(JSON.stringify(refused.body)).not.toContain(dana.email);
    }
    expectStatus(await accept(dana, token), 200);
  });

  test("an address that was changed counts as it is now", async () => {
    const { dana, token, larkfield, invitations } = await invited();
    const fresh = `fresh.${dana.email}`;
    expectStatus(await dana.call("PUT", "/v1/account/email", { email: fresh }), 202);
    // Asked for is not verified.
    expectStatus(await larkfield.owner.post(invitations, { email: fresh, role: "member" }), 201);
    const later = await invitationToken(dana, fresh);
    expect((await accept(dana, later)).body.reason).toBe("other-address");
    expectStatus(await dana.post("/v1/email-verifications", { token: await dana.mailedToken(fresh) }), 200);
    expect((await accept(dana, token)).body.reason).toBe("other-address");
    expectStatus(await accept(dana, later), 200);
  });

  test("seven days, to the second", async () => {
    const { dana, token, larkfield, invitations } = await invited();
    const late = await invited();
    server.clock.advance(7 * day - 1);
    expectStatus(await accept(dana, token), 200);
    server.clock.advance(1);
    for (const reply of [await accept(late.dana, late.token), await look(late.token)])
      expect([reply.status, slugOf(reply)]).toEqual([410, "link-invalid"]);
    expect((await late.larkfield.owner.get(late.invitations)).body.items).toMatchObject([{ status: "expired" }]);
    expect((await larkfield.owner.get(invitations)).body.items).toEqual([]);
    server.clock.advance(30 * day);
    await server.maintain();
    await late.larkfield.owner.signIn();
    expect((await late.larkfield.owner.get(late.invitations)).body.items).toMatchObject([{ status: "expired" }]);
    server.clock.advance(1);
    await server.maintain();
    expect((await late.larkfield.owner.get(late.invitations)).body.items).toEqual([]);
  });

  test("inviting again replaces; taking back ends; each by its own organization only", async () => {
    const { larkfield, dana, invitations, token, id } = await invited();
    const { owner } = larkfield;
    const renewed = expectStatus(
      await owner.post(invitations, { email: dana.email.toUpperCase(), role: "auditor" }),
      201,
    );
    expect(slugOf(await accept(dana, token))).toBe("link-invalid");
    expect(slugOf(await owner.call("DELETE", `${invitations}/${id}`))).toBe("not-found");
    const next = await invitationToken(dana, dana.email.toUpperCase());
    const other = await found();
    const path = `${other.path}/invitations/${renewed.body.id}`;
    expect(slugOf(await other.owner.call("DELETE", path))).toBe("not-found");
    expect((await look(next)).body.role).toBe("auditor");
    expectStatus(await owner.call("DELETE", `${invitations}/${renewed.body.id}`), 204);
    expect(slugOf(await owner.call("DELETE", `${invitations}/${renewed.body.id}`))).toBe("not-found");
    for (const reply of [await accept(dana, next), await look(next)]) expect(slugOf(reply)).toBe("link-invalid");
  });

  test("whose sender could not send it any more is listed as that, and sent again it works", async () => {
    const { larkfield, dana, invitations } = await invited();
    const admin = await newMember(larkfield, "admin");
    expectStatus(await admin.post(invitations, { email: dana.email, role: "admin" }), 201);
    const token = await invitationToken(dana);
    const states = async () =>
      (await larkfield.owner.get(invitations)).body.items.map(({ status }: { status: string }) => status);
    expect(await states()).toEqual(["waiting"]);
    const suspended = `${larkfield.path}/members/${admin.accountId}`;
    expectStatus(await larkfield.owner.post(`${suspended}/suspend`), 204);
    expect(await states()).toEqual(["voided"]);
    expect(slugOf(await accept(dana, token))).toBe("link-invalid");
    expectStatus(await larkfield.owner.post(`${suspended}/restore`), 204);
    expect(await states()).toEqual(["waiting"]);
    expectStatus(await larkfield.owner.call("DELETE", suspended), 204);
    expect(await states()).toEqual(["voided"]);
    expectStatus(await larkfield.owner.post(invitations, { email: dana.email, role: "admin" }), 201);
    expect(await states()).toEqual(["waiting"]);
    expectStatus(await accept(dana, await invitationToken(dana)), 200);
    const late = await signedIn();
    expectStatus(await dana.post(invitations, { email: late.email, role: "member" }), 201);
    expectStatus(await larkfield.owner.call("DELETE", `${larkfield.path}/members/${dana.accountId}`), 204);
    server.clock.advance(7 * day);
    await larkfield.owner.signIn();
    expect(await states()).toEqual(["expired"]);
  });

  test("only owners invite owners; members and auditors invite nobody", async () => {
    const larkfield = await found();
    const path = `${larkfield.path}/invitations`;
    const [admin, member] = [await newMember(larkfield, "admin"), await newMember(larkfield)];
    const refused = await admin.post(path, { email: "someone@example.com", role: "owner" });
    expect([refused.status, refused.body.reason]).toEqual([403, "role"]);
    expectStatus(await admin.post(path, { email: "someone@example.com", role: "admin" }), 201);
    expectStatus(await larkfield.owner.post(path, { email: "someone@example.com", role: "owner" }), 201);
    for (const reply of [await member.post(path, { email: "x@example.com", role: "member" }), await member.get(path)])
      expect([reply.status, reply.body.reason]).toEqual([403, "role"]);
  });

  test("a member is not invited, and does not join twice", async () => {
    const { larkfield, dana, invitations, token } = await invited();
    const { owner } = larkfield;
    expectStatus(await accept(dana, token), 200);
    const refused = await owner.post(invitations, { email: dana.email, role: "member" });
    expect([refused.status, slugOf(refused)]).toEqual([409, "conflict"]);
    expectStatus(await owner.call("DELETE", `${larkfield.path}/members/${dana.accountId}`), 204);
    await inviteAndJoin(larkfield, dana, "auditor");
    expect((await dana.get(larkfield.path)).body.role).toBe("auditor");
  });

  test("ten mails an hour to an address, whichever organization asks", async () => {
    const [one, other] = [await found(), await found()];
    const email = new Person(server).email;
    const send = ({ owner, path }: typeof one) => owner.post(`${path}/invitations`, { email, role: "member" });
    for (let each = 0; each < 10; each++) expectStatus(await send(each % 2 ? one : other), 201);
    const refused = await send(one);
    expect([refused.status, slugOf(refused)]).toEqual([429, "rate-limited"]);
    server.clock.advance(3600);
    await one.owner.stepUp("manage-members");
    expectStatus(await send(one), 201);
  });

  test("accepted by fifty at once, on both servers: exactly one joins", async () => {
    const { larkfield, dana, token } = await invited();
    const there = new Person(second, dana.email);
    for (const [name, value] of dana.cookies) there.cookies.set(name, value);
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) => accept(index % 2 ? there : dana, token)),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const reply of replies.filter(({ status }) => status !== 200)) expect(slugOf(reply)).toBe("link-invalid");
    const { items } = (await larkfield.owner.get(`${larkfield.path}/members`)).body;
    expect(items).toHaveLength(2);
    const events = await server.services.database.read
      .selectFrom("events")
      .select("type")
      .where("organizationId", "=", larkfield.id)
      .where("accountId", "=", dana.accountId)
      .execute();
    expect(events).toEqual([{ type: "member.added" }]);
  });

  test("where sign-up is closed, an open invitation lets exactly its address sign up", async () => {
    const larkfield = await found();
    const path = `${larkfield.path}/invitations`;
    const kim = new Person(server);
    const { id } = expectStatus(await larkfield.owner.post(path, { email: kim.email, role: "member" }), 201).body;
    const invitation = await invitationToken(kim);
    const stranger = new Person(closed);
    const signUp = (email: string, more: object) =>
      stranger.post("/v1/sign-up", { email, password: kim.password, name: kim.name, ...more });
    const refusals = [
      await signUp(kim.email, {}),
      await signUp(`x${kim.email}`, { invitation }),
      await signUp(larkfield.owner.email, { invitation }),
      await signUp(kim.email, { invitation: "x" }),
    ];
    expect(new Set(refusals.map(({ body }) => body.reason))).toEqual(new Set(["sign-up-closed"]));
    expectStatus(await signUp(kim.email, { invitation }), 202);
    expectStatus(await kim.post("/v1/email-verifications", { token: await kim.mailedToken() }), 200);
    await kim.signIn();
    expectStatus(await accept(kim, invitation), 200);
    expect((await signUp(kim.email, { invitation })).body.reason).toBe("sign-up-closed");
    const [lee] = [new Person(server)];
    const next = expectStatus(await larkfield.owner.post(path, { email: lee.email, role: "member" }), 201).body;
    const withdrawn = await invitationToken(lee);
    expect(next.id).not.toBe(id);
    expectStatus(await larkfield.owner.call("DELETE", `${path}/${next.id}`), 204);
    expect((await signUp(lee.email, { invitation: withdrawn })).body.reason).toBe("sign-up-closed");
  });

  test("the link of an invited sign-up leads on to its own invitation, sent again too, and to no other", async () => {
    const { path, owner } = await found();
    const invited = new Person(server);
    const { email, password, name } = invited;
    expectStatus(await owner.post(`${path}/invitations`, { email, role: "member" }), 201);
    const invitation = await invitationToken(owner, email);
    const next = async () => /#token=[^\s&]+(\S*)/.exec((await invited.mail()).text)?.[1];
    expectStatus(await invited.post("/v1/sign-up", { email, password, name, invitation, returnTo: "/activity" }), 202);
    expect((await invited.mail()).text).toContain("/verify-email?return_to=%2Factivity#token=");
    expect(await next()).toBe(`&invitation=${invitation}`);
    expectStatus(await invited.post("/v1/email-verifications/resend", { email, invitation }), 202);
    expect(await next()).toBe(`&invitation=${invitation}`);
    expectStatus(await invited.post("/v1/email-verifications/resend", { email }), 202);
    expect(await next()).toBe("");

    const other = new Person(server);
    const mine = { email: other.email, password: other.password, name: other.name, invitation };
    expectStatus(await other.post("/v1/sign-up", mine), 202);
    expect((await other.mail()).text).not.toContain("invitation=");
    expectStatus(await other.post("/v1/email-verifications/resend", { email: other.email, invitation }), 202);
    expect((await other.mail()).text).not.toContain("invitation=");
  });

  test("the token stands nowhere but in the mail", async () => {
    const { larkfield, dana, token } = await invited();
    expectStatus(await accept(dana, token), 200);
    const { read } = server.services.database;
    const stored = [
      ...(await read.selectFrom("invitations").selectAll().where("organizationId", "=", larkfield.id).execute()),
      ...(await read.selectFrom("events").selectAll().where("organizationId", "=", larkfield.id).execute()),
      ...(await read.selectFrom("outbox").selectAll().where("recipient", "=", dana.email).execute()),
    ];
    const text = stored
      .flatMap((row) => Object.values(row))
      .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value)))
      .join("\n");
    expect([text.includes(token), server.logged.join("\n").includes(token)]).toEqual([false, false]);
    const created = stored.find((row) => "type" in row && row.type === "invitation.created") as { data: string };
    expect(created.data).not.toContain(dana.email);
    expect(JSON.parse(created.data).to).toMatch(/^m…@example\.com$/);
  });
});
