import { describe, expect, test } from "vitest";
import { recordEvent } from "../../src/audit/record-event.ts";
import { mostSearched } from "../../src/rules/log/searching.ts";
import { system } from "../../src/vocabulary/events/actors.ts";
import { checkLog } from "../../src/audit/log/check/report-check.ts";
import { changeOrganization } from "../../src/policies/organizations.ts";
import { splitLines, verifyLines } from "../support/bundles.ts";
import { dialects } from "../support/databases.ts";
import { createOrganization, newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { setServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;

describe.each(dialects)("an organization's log on %s", (dialect) => {
  const server = setServer(dialect);
  let owner: Person;
  let organization: TestOrganization;

  const found = async (plan = "enterprise"): Promise<void> => {
    owner = await (await new Person(server).signUp()).signIn();
    organization = await createOrganization(owner, { plan });
  };
  const rename = (name: string) => owner.call("PATCH", organization.path, { name });
  const typesOf = ({ body }: { body: { items: { type: string }[] } }): string[] => body.items.map(({ type }) => type);

  test("holds what happened in it, newest first, in words, with who did it; and nothing else", async () => {
    await found();
    const other = await createOrganization(owner, { plan: "enterprise" });
    expectStatus(await rename("Larkfield Studio"), 200);
    const reply = expectStatus(await owner.get(`${organization.path}/events`), 200);
    expect(typesOf(reply)).toEqual(["events.read", "organization.renamed", "member.added", "organization.created"]);
    expect(reply.body.items[1]).toMatchObject({
      actor: { kind: "organization-admin", id: owner.accountId, text: owner.name },
      text: `renamed the organization from “${organization.name}” to “Larkfield Studio”`,
      organizationId: organization.id,
      kind: "organization",
    });
    expect(JSON.stringify(reply.body)).not.toContain(other.id);
    // What happened to a person is their event as well.
    expect(typesOf(await owner.get("/v1/account/events?type=member.added"))).toHaveLength(2);
  });

  test("is searched in what is shown: who, what they did, to whom; in any letters, with the other filters, page by page", async () => {
    await found();
    expectStatus(await rename("Zoë's Ängsbacka"), 200);
    server.clock.advance(1);
    expectStatus(await owner.call("PATCH", "/v1/account", { name: "Iris Calder" }), 200);
    const ask = (query: string) => Object.fromEntries(new URLSearchParams(query));
    const list = async ({ limit, ...body }: Record<string, string>) =>
      expectStatus(
        await owner.post(`${organization.path}/events/search`, { ...body, ...(limit && { limit: Number(limit) }) }),
        200,
      );
    expect(typesOf(await list(ask("search=zoË's ängs")))).toEqual(["organization.renamed"]);
    expect(typesOf(await list(ask("search=RENAMED")))).toEqual(["organization.renamed"]);
    expect(typesOf(await list(ask(`search=${owner.email} joined`)))).toEqual(["member.added"]);
    expect(typesOf(await list(ask("search=iris joined")))).toEqual(["member.added"]);
    expect(typesOf(await list(ask("search=bob renamed")))).toEqual([]);
    expect(typesOf(await list(ask("search=renamed&type=member.added")))).toEqual([]);
    for (const nothing of ["%", "_", "\\", "'"])
      expect(typesOf(await list(ask(`search=no${nothing}such`)))).toEqual([]);
    const first = await list(ask("search=organization&limit=1&kind=organization"));
    expect(typesOf(first)).toEqual(["organization.renamed"]);
    const next = await list(ask(`search=organization&limit=1&kind=organization&cursor=${first.body.nextCursor}`));
    expect(typesOf(next)).toHaveLength(1);
    expect(["member.added", "organization.created"]).toContain(typesOf(next)[0]);
    expect(slugOf(await owner.post(`${organization.path}/events/search`, { search: "x".repeat(101) }))).toBe(
      "invalid-request",
    );
    const stranger = await (await new Person(server).signUp()).signIn();
    expect(slugOf(await stranger.post(`${organization.path}/events/search`, { search: "renamed" }))).toBe("not-found");
  });

  test("a search looks through so many events at a time, and says where to go on", async () => {
    await found();
    server.clock.advance(1);
    await server.services.transact(async (work) => {
      const about = { organizationId: organization.id, accountId: null, actor: system } as const;
      for (let made = 0; made < mostSearched; made++)
        await recordEvent(work, { ...about, type: "workspace.created", data: { workspaceId: "wksp_x", name: "W" } });
    });
    const first = expectStatus(await owner.post(`${organization.path}/events/search`, { search: "joined" }), 200).body;
    expect(first).toMatchObject({ items: [], nextCursor: expect.any(String) });
    const rest = await owner.post(`${organization.path}/events/search`, {
      search: "joined",
      cursor: first.nextCursor,
    });
    expect(typesOf(rest)).toEqual(["member.added"]);
    expect(rest.body.nextCursor).toBeNull();
  });

  test("is filtered by kind, type, person and dates, and read page by page as one reading", async () => {
    await found();
    for (const name of ["A", "B", "C"]) {
      server.clock.advance(3600);
      await owner.stepUp("change-organization");
      expectStatus(await rename(name), 200);
    }
    const list = (query: string) => owner.get(`${organization.path}/events?${query}`);
    expect(typesOf(await list("type=organization.created"))).toEqual(["organization.created"]);
    expect(typesOf(await list("kind=policy"))).toEqual([]);
    expect(typesOf(await list(`type=organization.renamed&accountId=${owner.accountId}`))).toHaveLength(3);
    expect(typesOf(await list("type=organization.renamed&accountId=acct_00000000000000000000000000"))).toEqual([]);
    const from = new Date(server.clock.now() - 3_600_000).toISOString();
    expect(typesOf(await list(`type=organization.renamed&from=${from}`))).toHaveLength(2);
    const first = await list("kind=organization&limit=2");
    const second = await list(`kind=organization&limit=2&cursor=${first.body.nextCursor}`);
    expect([...typesOf(first), ...typesOf(second)]).toEqual([
      ...["organization.renamed", "organization.renamed", "organization.renamed", "member.added"],
    ]);
    const readings = await list("type=events.read");
    expect(
      readings.body.items.filter(({ data }: { data: { kind?: string } }) => data.kind === "organization"),
    ).toHaveLength(1);
  });

  test("auditors see it and nothing else; members do not; strangers find nothing", async () => {
    await found();
    const auditor = await newMember(organization, "auditor");
    const member = await newMember(organization);
    const stranger = await (await new Person(server).signUp()).signIn();
    expectStatus(await auditor.get(`${organization.path}/events`), 200);
    expectStatus(await auditor.get(`${organization.path}/events/export`), 200);
    for (const path of ["members", "invitations", "policies", "break-glass"]) {
      const reply = await auditor.get(`${organization.path}/${path}`);
      expect([path, reply.status, reply.body.reason]).toEqual([path, 403, "role"]);
    }
    expect((await auditor.call("PATCH", organization.path, { name: "Mine" })).body.reason).toBe("role");
    expect((await member.get(`${organization.path}/events`)).body.reason).toBe("role");
    expect((await member.get(`${organization.path}/events/export`)).body.reason).toBe("role");
    expect((await stranger.get(`${organization.path}/events`)).status).toBe(404);
    expect((await stranger.get(`${organization.path}/events/export`)).status).toBe(404);
  });

  test("is exported with its proofs, in three formats, whole and filtered; fresh proof is asked for", async () => {
    await found();
    await rename("Studio");
    await owner.call("PATCH", "/v1/account", { name: "Not of the organization" });
    for (const format of ["jsonl", "csv", "ocsf"]) {
      const reply = expectStatus(await owner.get(`${organization.path}/events/export?format=${format}`), 200);
      expect(reply.headers.get("content-disposition")).toContain("organization-events-");
      const lines = await splitLines(reply.body as string);
      const verdict = await verifyLines(server.services, lines);
      expect(verdict).toMatchObject({ ok: true, head: { scope: "organization", organization: organization.id } });
      expect(reply.body).not.toContain("account.renamed");
      expect(lines.at(-1)).toContain("events.exported");
    }
    const reply = await owner.get(`${organization.path}/events/export?type=organization.renamed`);
    const filtered = await splitLines(reply.body as string);
    expect(await verifyLines(server.services, filtered)).toMatchObject({ ok: true, lines: 1 });
    // A line taken out of the middle shows.
    const whole = await splitLines((await owner.get(`${organization.path}/events/export`)).body as string);
    const cut = whole.filter((line) => !line.includes("organization.renamed"));
    expect(await verifyLines(server.services, cut)).toMatchObject({ ok: false });
    server.clock.advance(601);
    expect((await owner.get(`${organization.path}/events/export`)).body.stepUp.operation).toBe("export-events");
  });

  test("cannot be exported on a plan without exports, and can be read as far back as plan and policy say", async () => {
    await found("free");
    const refused = await owner.get(`${organization.path}/events/export`);
    expect([refused.status, slugOf(refused), refused.body.reason]).toEqual([403, "not-allowed", "plan"]);
    server.clock.advance(91 * day);
    await owner.signIn();
    expect(typesOf(await owner.get(`${organization.path}/events`))).not.toContain("organization.created");
    await server.services.transact(({ tx }) => changeOrganization(tx, organization.id, { plan: "team" }));
    expect(typesOf(await owner.get(`${organization.path}/events`))).toContain("organization.created");
    await setPolicies(server, organization, { auditRetentionDays: 90 });
    expect(typesOf(await owner.get(`${organization.path}/events`))).not.toContain("organization.created");
    const lines = await splitLines((await owner.get(`${organization.path}/events/export`)).body as string);
    expect(lines.join()).not.toContain("organization.created");
    expect(await verifyLines(server.services, lines)).toMatchObject({ ok: true });
  });

  test("is kept longer than the deployment's where plan and policy say so, and then goes, with its proof left", async () => {
    await found();
    const kept = organization;
    const keeper = owner;
    await found("free");
    await rename("Short");
    await server.seal();
    server.clock.advance(420 * day);
    await server.maintain();
    const { read } = server.services.database;
    const stored = async ({ id }: TestOrganization) =>
      (await read.selectFrom("events").select("type").where("organizationId", "=", id).execute()).map(
        ({ type }) => type,
      );
    expect(await stored(kept)).toContain("organization.created");
    expect(await stored(organization)).toEqual([]);
    await keeper.signIn();
    expect(typesOf(await keeper.get(`${kept.path}/events`))).toContain("organization.created");
    await server.seal();
    expect((await checkLog(server.services)).found).toBeUndefined();
    await setPolicies(server, kept, { auditRetentionDays: 500 });
    server.clock.advance(81 * day);
    await server.maintain();
    expect(await stored(kept)).not.toContain("organization.created");
    expect(await stored(kept)).toContain("events.expired");
    await server.seal();
    expect((await checkLog(server.services)).found).toBeUndefined();
  });
});
