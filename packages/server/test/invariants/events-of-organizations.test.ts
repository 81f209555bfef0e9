import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { changeMembership } from "../../src/policies/memberships.ts";
import { dialects } from "../support/databases.ts";
import { addMember, createOrganization, invitationToken, newMember } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { recordedWithOrganizations } from "../support/recorded-elsewhere.ts";
import { setServer, startServer } from "../support/test-server.ts";

/** What is expected of an event: whom it happened to, who did it and what it carries. */
type Expected = readonly [type: string, account: Person | null, actorKind: string, actor: Person | null, data: object];

describe.each(dialects)("what happens in organizations is recorded, exactly, on %s", (dialect) => {
  const server = setServer(dialect, { settings: { MORTISE_OPERATORS: "ops@example.com" } });
  let ops: Person;
  beforeAll(async () => {
    ops = await (await new Person(server, "ops@example.com").signUp()).signIn();
    await ops.bindTotp();
    await ops.stepUp("change-policies");
  });

  const events = () => server.services.database.read.selectFrom("events").selectAll().orderBy("id").execute();
  const signedIn = async () => (await new Person(server).signUp()).signIn();

  test("each writing route records its events and nothing else, on both sides", async () => {
    const [maya, dana, kim] = [await signedIn(), await signedIn(), await signedIn()];
    const seen = new Set<string>();
    const call = async (
      who: Person,
      route: string,
      { status, body, ...ids }: { status: number; body?: unknown; account?: Person; id?: string; ws?: string },
    ) => {
      seen.add(route);
      const [method = "", path = ""] = route.split(" ");
      const real = path
        .replace("{org}", org)
        .replace("{account}", ids.account?.accountId ?? "")
        .replace("{id}", ids.id ?? "")
        .replace("{ws}", ids.ws ?? "");
      const needsBody = method !== "GET" && method !== "DELETE";
      return expectStatus(await who.call(method, real, body ?? (needsBody ? {} : undefined)), status).body;
    };
    // Refusals are counted, whoever they are of; here it is what was done that is recorded exactly.
    const done = async () => (await events()).filter(({ type }) => type !== "request.refused");
    const recorded = async (expected: readonly Expected[], work: () => Promise<unknown>) => {
      const before = (await done()).length;
      await work();
      const happened = (await done()).slice(before);
      const told = happened.map(({ type, accountId, actorKind, actorId, data }) => [
        ...[type, accountId, actorKind, actorId],
        JSON.parse(data) as unknown,
      ]);
      expect(told).toEqual(
        expected.map(([type, account, kind, actor, data]) => [
          ...[type, account?.accountId ?? null, kind, actor?.accountId ?? null],
          data,
        ]),
      );
      for (const { organizationId, ip, requestId } of happened)
        expect([organizationId, ip, requestId]).toEqual([org, "127.0.0.1", expect.stringMatching(/^reqs_/)]);
      return happened;
    };
    let org = "";
    const own = (type: string, who: Person, data: object = {}): Expected => [type, who, "account", who, data];
    const by = (admin: Person, type: string, whom: Person | null, data: object = {}): Expected => [
      type,
      whom,
      "organization-admin",
      admin,
      data,
    ];
    const root = "/v1/organizations/{org}";
    const member = `${root}/members/{account}`;
    const make = async () => {
      org = (await call(maya, "POST /v1/organizations", { status: 201, body: { name: "Larkfield" } })).id;
    };
    await recorded(
      [own("organization.created", maya, { name: "Larkfield" }), own("member.added", maya, { role: "owner" })],
      make,
    );
    const change = `PATCH ${root}`;
    await recorded(
      [
        by(maya, "organization.renamed", null, { from: "Larkfield", to: "Lark" }),
        by(maya, "organization.time-zone-changed", null, { from: "UTC", to: "Asia/Tokyo" }),
      ],
      () => call(maya, change, { status: 200, body: { name: "Lark", timeZone: "Asia/Tokyo" } }),
    );
    await recorded([], () => call(maya, change, { status: 200, body: { name: "Lark" } }));
    const plan = `PUT ${root}/plan`;
    await recorded([["organization.plan-changed", null, "operator", ops, { from: "free", to: "team" }]], () =>
      call(ops, plan, { status: 204, body: { plan: "team" } }),
    );
    await recorded([], () => call(ops, plan, { status: 204, body: { plan: "team" } }));
    await recorded([], () => call(maya, plan, { status: 403, body: { plan: "free" } }));

    const invitations = `${root}/invitations`;
    let id = "";
    const invite = async (who: Person, role: string) =>
      (id = (await call(maya, `POST ${invitations}`, { status: 201, body: { email: who.email, role } })).id);
    const created = expect.stringMatching(/^invt_/) as unknown as string;
    await recorded(
      [by(maya, "invitation.created", null, { invitationId: created, to: "m…@example.com", role: "member" })],
      () => invite(dana, "member"),
    );
    await recorded([], () => call(maya, `POST ${invitations}`, { status: 422, body: { email: "x", role: "member" } }));
    const token = await invitationToken(dana);
    await recorded([], () => call(kim, "POST /v1/invitations/look", { status: 200, body: { token } }));
    await recorded([], () => call(kim, "POST /v1/invitations/accept", { status: 403, body: { token } }));
    await recorded([own("member.added", dana, { role: "member", invitationId: id })], () =>
      call(dana, "POST /v1/invitations/accept", { status: 200, body: { token } }),
    );
    await recorded([], () => call(dana, "POST /v1/invitations/accept", { status: 410, body: { token } }));
    await invite(kim, "admin");
    await recorded([by(maya, "invitation.revoked", null, { invitationId: id, to: "m…@example.com" })], () =>
      call(maya, `DELETE ${invitations}/{id}`, { status: 204, id }),
    );
    await recorded([], () => call(maya, `DELETE ${invitations}/{id}`, { status: 404, id }));

    const role = `PATCH ${member}`;
    await recorded([by(maya, "member.role-changed", dana, { from: "member", to: "owner" })], () =>
      call(maya, role, { status: 200, account: dana, body: { role: "owner" } }),
    );
    await recorded([], () => call(maya, role, { status: 200, account: dana, body: { role: "owner" } }));
    const at = { breakGlassAt: server.clock.now() };
    for (const { accountId } of [maya, dana])
      await server.services.transact(({ tx }) => changeMembership(tx, { organizationId: org, accountId }, at));
    await recorded(
      [
        by(maya, "break-glass.changed", dana, { owners: [maya.accountId] }),
        by(maya, "member.role-changed", dana, { from: "owner", to: "member" }),
      ],
      () => call(maya, role, { status: 200, account: dana, body: { role: "member" } }),
    );
    await recorded([by(maya, "member.suspended", dana)], () =>
      call(maya, `POST ${member}/suspend`, { status: 204, account: dana }),
    );
    await recorded([], () => call(maya, `POST ${member}/suspend`, { status: 409, account: dana }));
    await recorded([by(maya, "member.restored", dana)], () =>
      call(maya, `POST ${member}/restore`, { status: 204, account: dana }),
    );
    await recorded([], () => call(maya, `POST ${root}/members/search`, { status: 200 }));
    const search = { search: "joined" };
    await recorded([own("events.read", maya, { scope: "organization" })], () =>
      call(maya, `POST ${root}/events/search`, { status: 200, body: search }),
    );
    const ended = by(maya, "session.ended", dana, { reason: "ended-by-admin" });
    await recorded([ended, by(maya, "member.sessions-ended", dana, { ended: 1 })], () =>
      call(maya, `POST ${member}/end-sessions`, { status: 204, account: dana }),
    );
    await dana.signIn();
    await recorded([ended, by(maya, "member.password-reset-required", dana)], () =>
      call(maya, `POST ${member}/require-password-reset`, { status: 204, account: dana }),
    );
    dana.password = "Brand-new-Horse8";
    expectStatus(
      await dana.post("/v1/password-resets/complete", { token: await dana.mailedToken(), password: dana.password }),
      204,
    );
    await dana.signIn();
    await recorded(
      [
        own("break-glass.changed", maya, { owners: [] }),
        own("ownership.transferred", maya, { to: dana.accountId }),
        by(maya, "member.role-changed", dana, { from: "member", to: "owner" }),
        own("member.role-changed", maya, { from: "owner", to: "admin" }),
      ],
      () => call(maya, `POST ${root}/transfer-ownership`, { status: 204, body: { account: dana.accountId } }),
    );

    const workspace = `${root}/workspaces/{ws}`;
    let ws = "";
    const make2 = async () => {
      ws = (await call(maya, `POST ${root}/workspaces`, { status: 201, body: { name: "Finance" } })).id;
    };
    const workspaceId = expect.stringMatching(/^wksp_/) as unknown as string;
    await recorded([by(maya, "workspace.created", null, { workspaceId, name: "Finance" })], make2);
    await recorded([], () => call(maya, `POST ${root}/workspaces`, { status: 409, body: { name: "Finance" } }));
    await recorded([by(maya, "workspace.renamed", null, { workspaceId: ws, from: "Finance", to: "Money" })], () =>
      call(maya, `PATCH ${workspace}`, { status: 200, ws, body: { name: "Money" } }),
    );
    const place = `${workspace}/members/{account}`;
    const about = { workspaceId: ws, name: "Money" };
    await recorded([by(maya, "workspace.member-added", dana, about)], () =>
      call(maya, `PUT ${place}`, { status: 204, ws, account: dana }),
    );
    await recorded([], () => call(maya, `PUT ${place}`, { status: 204, ws, account: dana }));
    await recorded([], () => call(maya, `PUT ${place}`, { status: 404, ws, account: kim }));
    await recorded([by(maya, "workspace.member-removed", dana, about)], () =>
      call(maya, `DELETE ${place}`, { status: 204, ws, account: dana }),
    );
    await recorded([by(maya, "workspace.deleted", null, about)], () =>
      call(maya, `DELETE ${workspace}`, { status: 204, ws }),
    );
    await recorded([own("member.left", maya)], () => call(maya, `DELETE ${member}`, { status: 204, account: maya }));
    await recorded([], () => call(dana, `DELETE ${member}`, { status: 409, account: dana }));
    await recorded([by(dana, "member.removed", kim)], async () => {
      await addMember({ id: org, owner: maya }, kim);
      await call(dana, `DELETE ${member}`, { status: 204, account: kim });
    });
    expect([...seen].sort()).toEqual([...recordedWithOrganizations].sort());
    // Both sides: the organization's slice and the member's own events show the same.
    const { items } = (await maya.get("/v1/account/events?limit=100&kind=organization")).body;
    expect(items.map(({ type }: { type: string }) => type)).toEqual([
      ...["member.left", "member.role-changed", "ownership.transferred", "member.added", "organization.created"],
    ]);
  });

  test("a change that fails half-way leaves neither itself nor an event, nor a mail", async () => {
    const own = await startServer(dialect, { quiet: true });
    const rename = (from: string, to: string) =>
      own.services.transact(({ tx }) => sql.raw(`alter table ${from} rename to ${to}`).execute(tx));
    try {
      const larkfield = await createOrganization(await (await new Person(own).signUp()).signIn());
      const dana = await newMember(larkfield);
      const { owner, path } = larkfield;
      const { read } = own.services.database;
      const state = async () =>
        JSON.stringify([
          await read.selectFrom("events").select("id").execute(),
          await read.selectFrom("outbox").select("id").execute(),
          await read.selectFrom("memberships").selectAll().execute(),
          await read.selectFrom("accounts").select("passwordResetRequiredAt").execute(),
        ]);
      const before = await state();
      // What is written last is not there.
      await rename("outbox", "gone");
      expectStatus(await owner.post(`${path}/members/${dana.accountId}/require-password-reset`), 500);
      expectStatus(await owner.post(`${path}/invitations`, { email: "x@example.com", role: "member" }), 500);
      await rename("gone", "outbox");
      await rename("policy_epochs", "gone_epochs");
      const { services } = own;
      await expect(
        services.transact(({ tx }) =>
          changeMembership(tx, { organizationId: larkfield.id, accountId: dana.accountId }, { role: "admin" }),
        ),
      ).rejects.toThrow();
      await rename("gone_epochs", "policy_epochs");
      expect(await state()).toBe(before);
      expect((await owner.get(`${path}/invitations`)).body.items).toEqual([]);
      expectStatus(await owner.post(`${path}/members/${dana.accountId}/require-password-reset`), 204);
    } finally {
      await own.close();
    }
  });
});
