import { type Role, roles } from "../../src/vocabulary/roles.ts";
import { describe, expect, test } from "vitest";
import { changeMembership } from "../../src/policies/memberships.ts";
import { setPolicy } from "../../src/policies/stored-policies.ts";
import { decideActsOnOthers, type MemberAct } from "../../src/rules/organizations/permissions.ts";
import { decideMemberAct } from "../../src/rules/organizations/member-acts.ts";
import { dialects } from "../support/databases.ts";
import {
  addMember,
  addWorkspaceWith,
  createOrganization,
  invitationToken,
  newMember,
  type TestOrganization,
} from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("members on %s", (dialect) => {
  const server = setServer(dialect);

  const signedIn = async (): Promise<Person> => (await new Person(server).signUp()).signIn();
  const found = async (name = "Larkfield"): Promise<TestOrganization> => createOrganization(await signedIn(), { name });
  const memberPath = ({ path }: TestOrganization, { accountId }: Person): string => `${path}/members/${accountId}`;
  const rolesOf = async ({ id }: TestOrganization) => {
    const rows = await server.services.database.read
      .selectFrom("memberships")
      .select(["accountId", "role", "suspendedAt", "breakGlassAt"])
      .where("organizationId", "=", id)
      .execute();
    return new Map(rows.map((row) => [row.accountId, row]));
  };

  test("the list tells what protects each, when they signed in, where they are", async () => {
    const larkfield = await found();
    const { owner } = larkfield;
    const dana = await newMember(larkfield, "admin");
    await dana.bindTotp();
    await dana.elsewhere().signIn();
    const kim = await newMember(larkfield, "auditor");
    await kim.bindPasskey(new SoftwareAuthenticator(server.services.config.publicUrl));
    const finance = await addWorkspaceWith(larkfield, "Finance", [dana]);
    const { items } = expectStatus(await owner.get(`${larkfield.path}/members`), 200).body;
    expect(items.map((item: { account: { id: string } }) => item.account.id)).toEqual([
      kim.accountId,
      dana.accountId,
      owner.accountId,
    ]);
    expect(items[0]).toMatchObject({ role: "auditor", protection: "phishing-resistant", workspaces: [], you: false });
    expect(items[1]).toMatchObject({
      account: { name: dana.name, email: dana.email },
      role: "admin",
      protection: "two-factor",
      sessions: 2,
      status: "active",
      bindBy: null,
      workspaces: [{ id: finance, name: "Finance" }],
      breakGlass: false,
    });
    expect(Date.parse(items[1].lastSignInAt)).toBe(server.clock.now());
    expect(items[2]).toMatchObject({ role: "owner", protection: "password-only", sessions: 1, you: true });
    expect((await owner.get(memberPath(larkfield, dana))).body).toEqual(items[1]);
    expect(slugOf(await owner.get(`${larkfield.path}/members/acct_0`))).toBe("not-found");
    expect((await kim.get(`${larkfield.path}/members`)).body.reason).toBe("role");
  });

  test("filters and search, in pages", async () => {
    const larkfield = await found();
    const { owner, path } = larkfield;
    const people: Person[] = [];
    for (let each = 0; each < 5; each++) people.push(await newMember(larkfield, each === 0 ? "admin" : "member"));
    const [first, second, third, fourth] = people as [Person, Person, Person, Person];
    await first.bindTotp();
    await second.bindPasskey(new SoftwareAuthenticator(server.services.config.publicUrl));
    expectStatus(await owner.post(`${memberPath(larkfield, third)}/suspend`), 204);
    expectStatus(await fourth.call("PATCH", "/v1/account", { name: "Ägir O'Neil_100%" }), 200);
    const finance = await addWorkspaceWith(larkfield, "Finance", [second, fourth]);
    const elsewhere = await addWorkspaceWith(await found("Other"), "Theirs");
    const ids = async (query: string): Promise<string[]> =>
      expectStatus(await owner.get(`${path}/members?${query}`), 200).body.items.map(
        ({ account }: { account: { id: string } }) => account.id,
      );
    expect(await ids("role=admin")).toEqual([first.accountId]);
    expect(await ids("status=suspended")).toEqual([third.accountId]);
    expect(await ids("status=active")).toHaveLength(5);
    expect(await ids("protection=two-factor")).toEqual([first.accountId]);
    expect(await ids("protection=phishing-resistant")).toEqual([second.accountId]);
    expect(await ids("protection=password-only")).toHaveLength(4);
    expect(await ids(`workspace=${finance}`)).toEqual([fourth.accountId, second.accountId]);
    expect(await ids(`workspace=${elsewhere}`)).toEqual([]);
    for (const search of ["o'neil", "NEIL_100%", "_100%", fourth.email.toUpperCase()])
      expect(await ids(`search=${encodeURIComponent(search)}`), search).toEqual([fourth.accountId]);
    expect(await ids("search=%25%25")).toEqual([]);
    const search = { search: fourth.email.toUpperCase(), limit: 1 };
    const looked = expectStatus(await owner.post(`${path}/members/search`, search), 200).body;
    expect([looked.items[0].account.id, looked.nextCursor]).toEqual([fourth.accountId, null]);
    expect((await owner.post(`${path}/members/search`, { limit: "1" })).status).toBe(422);
    expect((await fourth.post(`${path}/members/search`)).body.reason).toBe("role");
    expect(await ids("search=e_a")).toEqual([]);
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await owner.get(`${path}/members?limit=4${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ account }: { account: { id: string } }) => account.id));
      cursor = body.nextCursor ?? "";
    } while (cursor);
    expect(seen).toEqual([...people.map(({ accountId }) => accountId).reverse(), owner.accountId]);
    for (const query of ["role=boss", "status=x", "surprise=1"])
      expect(slugOf(await owner.get(`${path}/members?${query}`))).toBe("invalid-request");
  });

  test("bindBy is the day by which a required second factor must be there", async () => {
    const larkfield = await createOrganization(await signedIn(), { timeZone: "Europe/London" });
    const { owner, id, path } = larkfield;
    await owner.bindTotp();
    const dana = await newMember(larkfield);
    await server.services.transact(({ tx }) =>
      setPolicy(
        tx,
        { scope: id, organizationId: id, setAt: server.clock.now(), setBy: owner.accountId },
        "secondFactor",
        { required: "two-factor", graceDays: 3 },
      ),
    );
    const day = new Date(server.clock.now() + 4 * 86_400_000).toISOString().slice(0, 10);
    expect((await owner.get(memberPath(larkfield, dana))).body.bindBy).toBe(`${day}T00:00:00.000Z`);
    expect((await owner.get(memberPath(larkfield, owner))).body.bindBy).toBeNull();
    await dana.bindTotp();
    expect((await owner.get(`${path}/members?limit=1`)).body.items[0].bindBy).toBeNull();
  });

  const acts: readonly [MemberAct, string, string, number][] = [
    ["change-role", "PATCH", "", 200],
    ["suspend", "POST", "/suspend", 204],
    ["restore", "POST", "/restore", 204],
    ["end-sessions", "POST", "/end-sessions", 204],
    ["require-password-reset", "POST", "/require-password-reset", 204],
    ["remove", "DELETE", "", 204],
  ];

  test("role × act × target's role × self, as the rules have it", async () => {
    const larkfield = await found();
    const actors = new Map<Role, Person>([["owner", larkfield.owner]]);
    for (const role of roles.filter((each) => each !== "owner")) actors.set(role, await newMember(larkfield, role));
    const put = (person: Person, role: Role, suspendedAt: number | null = null) =>
      server.services.transact(({ tx }) =>
        changeMembership(tx, { organizationId: larkfield.id, accountId: person.accountId }, { role, suspendedAt }),
      );
    for (const [act, method, path, success] of acts)
      for (const targetRole of roles) {
        let target = await newMember(larkfield, targetRole);
        for (const [role, actor] of actors)
          for (const isSelf of [false, true]) {
            if (isSelf && (role !== targetRole || (act === "remove" && role !== "owner"))) continue;
            const whom = isSelf ? actor : target;
            const isSuspended = act === "restore" && !isSelf;
            if (isSuspended) await put(whom, targetRole, 1);
            const to = act === "change-role" ? ("member" as const) : undefined;
            const otherActiveOwners = role === "owner" && isSelf ? Number(targetRole === "owner") : 1;
            const facts = { act, role, to, target: { role: targetRole, isSuspended, isSelf }, otherActiveOwners };
            const decided = (isSelf ? undefined : decideActsOnOthers(role, act)) ?? decideMemberAct(facts);
            const said = `${role} ${act} ${isSelf ? "self" : targetRole}`;
            const body = method === "DELETE" ? undefined : to ? { role: to } : {};
            const reply = await actor.call(method, memberPath(larkfield, whom) + path, body);
            const expected = decided
              ? [decided.refused, decided.reason]
              : isSelf && act === "remove"
                ? ["left"]
                : [success];
            const got =
              reply.status < 300
                ? expected[0] === "left"
                  ? ["left"]
                  : [reply.status]
                : [slugOf(reply), reply.body.reason];
            expect([said, ...got]).toEqual([said, ...expected]);
            if (decided) expect(reply.body.detail.length).toBeGreaterThan(20);
            if (isSelf && act === "remove") await addMember(larkfield, actor, role);
            await put(actor, role);
            if (act === "remove" && !isSelf && !decided) target = await newMember(larkfield, targetRole);
            else if (!isSelf) await put(target, targetRole);
          }
        await server.services.transact(({ tx }) =>
          changeMembership(tx, { organizationId: larkfield.id, accountId: target.accountId }, { role: "member" }),
        );
      }
  });

  test("whoever may not list members does not learn by acting who is one", async () => {
    const larkfield = await found();
    const [member, other, stranger] = [await newMember(larkfield), await newMember(larkfield), await signedIn()];
    const answers = [];
    for (const whom of [other, stranger])
      for (const [, method, path] of acts) {
        const body = path === "" && method === "PATCH" ? { role: "member" } : method === "DELETE" ? undefined : {};
        const reply = await member.call(method, memberPath(larkfield, whom) + path, body);
        answers.push([reply.status, reply.body.reason, reply.body.detail]);
      }
    expect(answers.slice(0, acts.length)).toEqual(answers.slice(acts.length));
  });

  test("a suspended member is kept out there, and goes on elsewhere; restored, they are back", async () => {
    const [larkfield, other] = [await found(), await found("Elsewhere")];
    const dana = await newMember(larkfield);
    await addMember(other, dana);
    expectStatus(await larkfield.owner.post(`${memberPath(larkfield, dana)}/suspend`), 204);
    const kept = await dana.get(larkfield.path);
    expect([kept.status, kept.body.reason]).toEqual([403, "membership-suspended"]);
    expectStatus(await dana.get(other.path), 200);
    expect((await dana.get("/v1/organizations")).body.items[1]).toMatchObject({
      status: "suspended",
      permissions: ["leave"],
    });
    expectStatus(await larkfield.owner.post(`${memberPath(larkfield, dana)}/restore`), 204);
    expectStatus(await dana.get(larkfield.path), 200);
  });

  test("a suspended member may go, and takes a new invitation to come back; an earlier one restores nobody", async () => {
    const larkfield = await found();
    const { owner, path } = larkfield;
    const dana = await signedIn();
    const invite = async (): Promise<string> => {
      expectStatus(await owner.post(`${path}/invitations`, { email: dana.email, role: "admin" }), 201);
      return invitationToken(dana);
    };
    const accept = (token: string) => dana.post("/v1/invitations/accept", { token });
    const early = await invite();
    await addMember(larkfield, dana, "admin");
    const kim = await newMember(larkfield);
    expectStatus(await owner.post(`${memberPath(larkfield, dana)}/suspend`), 204);
    expect(slugOf(await accept(early))).toBe("conflict");
    expect((await rolesOf(larkfield)).get(dana.accountId)?.suspendedAt).not.toBeNull();
    // Nobody else goes by it.
    for (const other of [kim, owner])
      expect((await dana.call("DELETE", memberPath(larkfield, other))).body.reason).toBe("membership-suspended");
    expectStatus(await dana.call("DELETE", memberPath(larkfield, dana)), 204);
    expect((await rolesOf(larkfield)).has(dana.accountId)).toBe(false);
    expect(slugOf(await accept(early))).toBe("link-invalid");
    const { items } = (await owner.get(`${path}/events?accountId=${dana.accountId}&kind=organization&limit=3`)).body;
    expect(items.map((item: { type: string; actor: { id: string } }) => [item.type, item.actor.id])).toEqual([
      ["invitation.revoked", dana.accountId],
      ["member.left", dana.accountId],
      ["member.suspended", owner.accountId],
    ]);
    expectStatus(await accept(await invite()), 200);
    expect((await rolesOf(larkfield)).get(dana.accountId)).toMatchObject({ role: "admin", suspendedAt: null });
  });

  test("a suspended owner may go: others look after the organization", async () => {
    const larkfield = await found();
    const dana = await newMember(larkfield, "owner");
    expectStatus(await larkfield.owner.post(`${memberPath(larkfield, dana)}/suspend`), 204);
    expectStatus(await dana.call("DELETE", memberPath(larkfield, dana)), 204);
  });

  test("ending a member's sessions signs them out everywhere and excuses no device", async () => {
    const larkfield = await found();
    const dana = await newMember(larkfield);
    const elsewhere = await dana.elsewhere().signIn();
    expectStatus(await larkfield.owner.post(`${memberPath(larkfield, dana)}/end-sessions`), 204);
    for (const browser of [dana, elsewhere]) expect((await browser.get("/v1/session")).status).toBe(401);
    await dana.elsewhere().signIn();
    expectStatus(await larkfield.owner.get("/v1/session"), 200);
  });

  test("a required reset: the old password opens nothing until a new one is chosen by mail", async () => {
    const larkfield = await found();
    const dana = await newMember(larkfield);
    expectStatus(await larkfield.owner.post(`${memberPath(larkfield, dana)}/require-password-reset`), 204);
    expect((await dana.get("/v1/session")).status).toBe(401);
    const refused = await dana.prove(await dana.startSignIn(), { kind: "password", password: dana.password });
    expect([refused.status, refused.body.reason]).toEqual([403, "password-reset-required"]);
    const mail = (await dana.mails()).find(({ subject }) => subject.includes("asks you to choose a new password"));
    expect(mail?.text).toContain(larkfield.name);
    dana.password = "Brand-new-Horse7";
    const token = await dana.mailedToken();
    expectStatus(await dana.post("/v1/password-resets/complete", { token, password: dana.password }), 204);
    await dana.signIn();
    expectStatus(await dana.get(larkfield.path), 200);
  });

  test("asked of a new password again and again: three times a day, and a mailed link that works is there each time", async () => {
    const larkfield = await found();
    const dana = await newMember(larkfield);
    const ask = () => larkfield.owner.post(`${memberPath(larkfield, dana)}/require-password-reset`);
    // Whatever strangers ask for in her name takes nothing of it.
    for (let times = 0; times < 12; times++)
      expectStatus(await dana.elsewhere().post("/v1/password-resets", { email: dana.email }), 202);
    for (let times = 0; times < 3; times++) {
      expectStatus(await ask(), 204);
      const [mail] = await dana.mails();
      expect(mail?.subject).toContain("asks you to choose a new password");
    }
    const replies = await Promise.all([ask(), ask(), ask()]);
    for (const reply of replies) expect([reply.status, slugOf(reply)]).toEqual([429, "rate-limited"]);
    expect(replies[0].body.retryAt).toBe(new Date(server.clock.now() + 24 * 3600 * 1000).toISOString());
    const token = await dana.mailedToken();
    dana.password = "Brand-new-Horse7";
    expectStatus(await dana.post("/v1/password-resets/complete", { token, password: dana.password }), 204);
    // Refused, nothing was done: neither is she signed out, nor is her password asked for again.
    await dana.signIn();
    expectStatus(await ask(), 429);
    expectStatus(await dana.get("/v1/session"), 200);
    expectStatus(await dana.get(larkfield.path), 200);
    // Another organization has an allowance of its own.
    const other = await found();
    await addMember(other, dana);
    expectStatus(await other.owner.post(`${memberPath(other, dana)}/require-password-reset`), 204);
  });

  test("a reset is not asked of an account without a password", async () => {
    const larkfield = await found();
    const dana = await newMember(larkfield);
    const key = new SoftwareAuthenticator(server.services.config.publicUrl);
    await dana.bindPasskey(key);
    await dana.stepUpByPasskey(key, "unbind-password");
    expectStatus(await dana.call("DELETE", "/v1/account/password"), 204);
    const reply = await larkfield.owner.post(`${memberPath(larkfield, dana)}/require-password-reset`);
    expect([reply.status, slugOf(reply)]).toEqual([409, "conflict"]);
    expectStatus(await dana.get("/v1/session"), 200);
  });

  test("ownership is handed over; break-glass stays with owners only", async () => {
    const larkfield = await found();
    const { owner, path, id } = larkfield;
    const [dana, kim] = [await newMember(larkfield), await newMember(larkfield, "owner")];
    const at = server.clock.now();
    for (const { accountId } of [owner, kim])
      await server.services.transact(({ tx }) =>
        changeMembership(tx, { organizationId: id, accountId }, { breakGlassAt: at }),
      );
    for (const whom of [owner, kim]) {
      const refused = await owner.post(`${path}/transfer-ownership`, { account: whom.accountId });
      expect([403, 409]).toContain(refused.status);
    }
    expect(slugOf(await owner.post(`${path}/transfer-ownership`, { account: "acct_0" }))).toBe("not-found");
    expectStatus(await owner.post(`${path}/transfer-ownership`, { account: dana.accountId }), 204);
    const held = await rolesOf(larkfield);
    expect([held.get(owner.accountId), held.get(dana.accountId)]).toMatchObject([
      { role: "admin", breakGlassAt: null },
      { role: "owner", breakGlassAt: null },
    ]);
    expect((await owner.post(`${path}/transfer-ownership`, { account: kim.accountId })).body.reason).toBe("role");
    expectStatus(await dana.call("PATCH", memberPath(larkfield, kim), { role: "member" }), 200);
    expect((await rolesOf(larkfield)).get(kim.accountId)).toMatchObject({ role: "member", breakGlassAt: null });
    expectStatus(await dana.post(`${memberPath(larkfield, owner)}/suspend`), 204);
    expect(slugOf(await dana.post(`${path}/transfer-ownership`, { account: owner.accountId }))).toBe("conflict");
  });

  test.each(["leave", "step down"])("two owners who %s at once: exactly one stays an owner", async (what) => {
    for (let round = 0; round < 5; round++) {
      const larkfield = await found();
      const dana = await newMember(larkfield, "owner");
      const replies = await Promise.all(
        [larkfield.owner, dana].map((person) =>
          what === "leave"
            ? person.call("DELETE", memberPath(larkfield, person))
            : person.call("PATCH", memberPath(larkfield, person), { role: "member" }),
        ),
      );
      const statuses = replies.map(({ status }) => status).sort();
      expect(statuses).toEqual([what === "leave" ? 204 : 200, 409]);
      const refused = replies.find(({ status }) => status === 409)!;
      expect([refused.body.reason, refused.body.detail]).toEqual([
        "last-owner",
        expect.stringContaining("Make someone else an owner first"),
      ]);
      const left = [...(await rolesOf(larkfield)).values()].filter(({ role }) => role === "owner");
      expect(left).toHaveLength(1);
    }
  });

  test("two owners who demote each other at once: one of them stays", async () => {
    const larkfield = await found();
    const dana = await newMember(larkfield, "owner");
    const { owner } = larkfield;
    await Promise.all([
      owner.call("PATCH", memberPath(larkfield, dana), { role: "member" }),
      dana.call("PATCH", memberPath(larkfield, owner), { role: "member" }),
    ]);
    expect([...(await rolesOf(larkfield)).values()].map(({ role }) => role).sort()).toEqual(["member", "owner"]);
  });

  test("whoever leaves is out of the workspaces, and can be invited again", async () => {
    const larkfield = await found();
    const dana = await newMember(larkfield);
    const finance = await addWorkspaceWith(larkfield, "Finance", [dana]);
    expectStatus(await dana.call("DELETE", memberPath(larkfield, dana)), 204);
    expect(slugOf(await dana.get(larkfield.path))).toBe("not-found");
    await addMember(larkfield, dana);
    const { items } = (await larkfield.owner.get(`${larkfield.path}/workspaces/${finance}/members`)).body;
    expect(items).toEqual([]);
  });
});
