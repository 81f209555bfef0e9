import { beforeAll, describe, expect, test } from "vitest";
import { setPolicy } from "../../src/policies/stored-policies.ts";
import { routes } from "../../src/routes.ts";
import { dialects } from "../support/databases.ts";
import { addActiveConnection } from "../support/connections.ts";
import {
  addWorkspaceWith,
  createOrganization,
  invitationToken,
  newMember,
  type TestOrganization,
} from "../support/organizations.ts";
import { expectStatus, Person, type Reply, slugOf } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

/** Every row of an organization, so that a new one is tried without anyone thinking of it. */
const rows = routes
  .filter(({ path }) => path.includes("{org}"))
  .map((row) => ({ name: `${row.method} ${row.path}`, row }));

/** All there is of one organization, and every id by which it could be asked for. */
interface Filled {
  readonly organization: TestOrganization;
  readonly admin: Person;
  readonly member: Person;
  readonly ws: string;
  readonly invitation: string;
  readonly conn: string;
  readonly connectionTest: string;
  readonly token: string;
  /** Texts that nobody outside may see. */
  readonly secrets: readonly string[];
}

describe.each(dialects)("one organization and another on %s", (dialect) => {
  const server = setServer(dialect);
  let ours: Filled;
  let theirs: Filled;
  beforeAll(async () => {
    ours = await fill("Larkfield");
    theirs = await fill("Quarryhold");
    await server.settle?.();
  });

  async function fill(name: string): Promise<Filled> {
    const owner = await (await new Person(server).signUp()).signIn();
    owner.name = `${name} Owner`;
    await owner.call("PATCH", "/v1/account", { name: owner.name });
    const organization = await createOrganization(owner, { name, plan: "enterprise" });
    const [admin, member] = [await newMember(organization, "admin"), await newMember(organization)];
    const ws = await addWorkspaceWith(organization, `${name} Finance`, [member]);
    const invited = new Person(server);
    const { path, id } = organization;
    const made = await owner.post(`${path}/invitations`, { email: invited.email, role: "member" });
    const label = `${name} office`;
    const value = { enabled: false, entries: [{ cidr: "192.0.2.0/24", label }] };
    const by = { organizationId: id, setAt: server.clock.now(), setBy: owner.accountId };
    await server.services.transact(async ({ tx }) => {
      for (const scope of [id, ws]) await setPolicy(tx, { scope, ...by }, "ipAllowlist", value);
    });
    const people = [owner, admin, member];
    const invitation = expectStatus(made, 201).body.id as string;
    const ids = [id, ws, invitation, ...people.map(({ accountId }) => accountId)];
    const secrets: string[] = [...ids, name, label, invited.email, ...people.map(({ email }) => email)];
    const conn = await addActiveConnection(organization);
    await owner.stepUp("change-sso");
    const connectionTest = (await owner.post(`${path}/connections/${conn}/tests`)).body.id as string;
    secrets.push(conn, connectionTest);
    const things = { ws, invitation, conn, connectionTest };
    return { organization, admin, member, ...things, token: await invitationToken(invited), secrets };
  }

  /** Everything that is theirs, as the database has it. */
  const snapshot = async (): Promise<string> => {
    const { read } = server.services.database;
    const { id } = theirs.organization;
    const accounts = [theirs.organization.owner, theirs.admin, theirs.member].map(({ accountId }) => accountId);
    const stored: unknown[] = [
      await read.selectFrom("organizations").selectAll().where("id", "=", id).execute(),
      await read.selectFrom("accounts").selectAll().where("id", "in", accounts).orderBy("id").execute(),
    ];
    for (const table of [
      "memberships",
      "workspaces",
      "workspaceMembers",
      "invitations",
      "policies",
      "connections",
      "setupLinks",
    ] as const)
      stored.push(await read.selectFrom(table).selectAll().where("organizationId", "=", id).execute());
    const events = await read.selectFrom("events").select("id").where("organizationId", "=", id).execute();
    const sessions = await read
      .selectFrom("sessions")
      .select(["id", "endedAt"])
      .where("accountId", "in", accounts)
      .execute();
    return JSON.stringify([stored, events.length, sessions.map(({ id: session, endedAt }) => [session, endedAt])]);
  };

  const pathOf = (path: string, org: string, { member, ws, invitation, conn, connectionTest }: Filled): string =>
    path
      .replace("{org}", org)
      .replace("{account}", member.accountId)
      .replace("{ws}", ws)
      .replace("{conn}", conn)
      .replace("{id}", path.includes("/tests/") ? connectionTest : invitation);
  /** A body that names what is theirs wherever a body can. */
  const bodyOf = (name: string): unknown => {
    const { member, organization } = theirs;
    const bodies: Record<string, unknown> = {
      "PATCH /v1/organizations/{org}": {},
      "PUT /v1/organizations/{org}/plan": { plan: "free" },
      "POST /v1/organizations/{org}/transfer-ownership": { account: member.accountId },
      "PATCH /v1/organizations/{org}/members/{account}": { role: "admin" },
      "POST /v1/organizations/{org}/invitations": { email: "someone@example.net", role: "member" },
      "POST /v1/organizations/{org}/workspaces": { name: "Ours" },
      "PATCH /v1/organizations/{org}/workspaces/{ws}": { name: "Ours" },
      "POST /v1/organizations/{org}/domains": { name: "theirs.example" },
      "POST /v1/organizations/{org}/connections": {
        ...{ kind: "oidc", name: "X", issuer: "https://id.example.com", clientId: "x", clientSecret: "x" },
      },
      "PUT /v1/organizations/{org}/connections/{conn}/role-rules": [],
      "POST /v1/organizations/{org}/connections/{conn}/role-rules/preview": [],
      "POST /v1/organizations/{org}/setup-links": { intents: ["sso"], expiresInHours: 1 },
      "PUT /v1/organizations/{org}/break-glass": { owners: [organization.owner.accountId, member.accountId] },
    };
    return name.startsWith("GET") || name.startsWith("DELETE") ? undefined : (bodies[name] ?? {});
  };
  const expectNothingOfTheirs = ({ body }: Reply, given: string): void => {
    const lines =
      typeof body === "string"
        ? body.split("\n")
        : (body?.items ?? [body]).map((each: unknown) => JSON.stringify(each));
    // What was asked for comes back where the log says who read it, and by which filter.
    const told = lines.filter((line: string) => !/"events\.(read|exported)"/.test(line)).join("\n");
    for (const secret of theirs.secrets)
      if (!given.includes(secret)) expect(told.includes(secret), `${secret} in ${told.slice(0, 400)}`).toBe(false);
  };

  test("the table has rows of organizations", () => {
    expect(rows.length).toBeGreaterThan(30);
  });

  test.each(rows)("$name: theirs is not there, to an owner and to an admin of ours", async ({ name, row }) => {
    const before = await snapshot();
    const path = pathOf(row.path, theirs.organization.id, theirs);
    for (const person of [ours.organization.owner, ours.admin]) {
      const reply = await person.call(row.method, path, bodyOf(name));
      const isForOperators = row.who === "subscriber";
      expect([reply.status, slugOf(reply)]).toEqual(isForOperators ? [403, "not-allowed"] : [404, "not-found"]);
      expectNothingOfTheirs(reply, "");
    }
    expect(await snapshot()).toBe(before);
  });

  test.each(rows)("$name: answers a stranger as if no organization were there", async ({ name, row }) => {
    const [real, none] = [theirs.organization.id, "org_00000000000000000000000000"];
    const said = [];
    for (const org of [real, none]) {
      const reply = await ours.admin.call(row.method, pathOf(row.path, org, theirs), bodyOf(name));
      said.push([reply.status, reply.body.type, reply.body.detail, reply.body.reason]);
    }
    expect(said[0]).toEqual(said[1]);
  });

  const withIds = rows.filter(({ row }) => /\{(account|ws|conn|id)\}/.test(row.path));
  test.each(withIds)("$name: ours finds nothing of theirs by its ids", async ({ name, row }) => {
    const before = await snapshot();
    const reply = await ours.organization.owner.call(
      row.method,
      pathOf(row.path, ours.organization.id, theirs),
      bodyOf(name),
    );
    expect([reply.status, slugOf(reply)]).toEqual([404, "not-found"]);
    expectNothingOfTheirs(reply, "");
    expect(await snapshot()).toBe(before);
  });

  const reading = rows.filter(({ row }) => row.method === "GET");
  test.each(reading)("$name: no filter and no cursor leads from ours to theirs", async ({ row }) => {
    const before = await snapshot();
    const { member, ws, invitation, organization } = theirs;
    const { read } = server.services.database;
    const event = await read
      .selectFrom("events")
      .select("id")
      .where("organizationId", "=", organization.id)
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    const values = [member.accountId, ws, invitation, organization.id, organization.name, member.email, event.id];
    const fields = Object.keys(row.does.query?.shape ?? {}).filter((field) => field !== "limit");
    const queries = ["", ...fields.flatMap((field) => values.map((value) => `${field}=${encodeURIComponent(value)}`))];
    // An export of each would be throttled: what filters it is tried one by one.
    for (const query of queries.slice(0, row.throttle === "unthrottled" ? undefined : 15)) {
      const path = `${pathOf(row.path, ours.organization.id, ours)}${query && `?${query}`}`;
      const reply = await ours.organization.owner.call("GET", path);
      expect(reply.status, path).toBeLessThan(500);
      if (query === "") expect(reply.status, path).toBe(200);
      expectNothingOfTheirs(reply, decodeURIComponent(query));
    }
    expect(await snapshot()).toBe(before);
  });

  test("their invitation is theirs: an admin of ours can neither use it nor take it back", async () => {
    const before = await snapshot();
    const refused = await ours.admin.post("/v1/invitations/accept", { token: theirs.token });
    expect([refused.status, refused.body.reason]).toEqual([403, "other-address"]);
    expectNothingOfTheirs(refused, "");
    expect((await ours.admin.get("/v1/organizations")).body.items).toHaveLength(1);
    expect(await snapshot()).toBe(before);
  });

  test.each(rows)("$name: a suspended member is kept out, whatever the role", async ({ name, row }) => {
    const kept = await newMember(ours.organization, "owner");
    const path = `${ours.organization.path}/members/${kept.accountId}`;
    expectStatus(await ours.organization.owner.post(`${path}/suspend`), 204);
    const reply = await kept.call(row.method, pathOf(row.path, ours.organization.id, ours), bodyOf(name));
    const reason = row.who === "subscriber" ? "not-operator" : "membership-suspended";
    expect([reply.status, reply.body.reason]).toEqual([403, reason]);
  });
});
