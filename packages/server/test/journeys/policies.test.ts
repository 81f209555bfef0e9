import { describe, expect, test } from "vitest";
import { changeOrganization } from "../../src/policies/organizations.ts";
import { dialects } from "../support/databases.ts";
import {
  addMember,
  addWorkspaceWith,
  createOrganization,
  newMember,
  type TestOrganization,
} from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;

describe.each(dialects)("an organization's policies, on %s", (dialect) => {
  const server = setServer(dialect, {
    settings: { MORTISE_DEFAULT_PLAN: "enterprise", MORTISE_TEXT_MESSAGES: "off" },
  });
  let owner: Person;
  let organization: TestOrganization;

  const found = async (): Promise<void> => {
    owner = await (await new Person(server).signUp()).signIn();
    organization = await createOrganization(owner);
  };
  const path = (workspace?: string): string =>
    workspace === undefined ? `${organization.path}/policies` : `${organization.path}/workspaces/${workspace}/policies`;
  const put = (policies: object, workspace?: string) => owner.call("PUT", path(workspace), policies);
  const givePlan = (plan: string) =>
    server.services.transact(({ tx }) => changeOrganization(tx, organization.id, { plan }));
  const events = async () =>
    (
      await server.services.database.read
        .selectFrom("events")
        .selectAll()
        .where("organizationId", "=", organization.id)
        .where("type", "=", "policies.changed")
        .orderBy("id")
        .execute()
    ).map(({ data, actorKind, actorId, accountId }) => ({ ...JSON.parse(data), actorKind, actorId, accountId }));

  test("are set, read with date and maker, left as they are, and taken off", async () => {
    await found();
    const empty = expectStatus(await owner.get(path()), 200).body;
    expect(empty).toMatchObject({ secondFactor: null, allowedKinds: null, session: null, set: {}, members: 1 });
    const session = { idleSeconds: 3600, absoluteSeconds: 7 * day };
    const at = new Date(server.clock.now()).toISOString();
    const first = expectStatus(await put({ session, alertCopiesTo: "Security@Larkfield.example" }), 200).body;
    const by = { id: owner.accountId, name: owner.name, email: owner.email };
    expect(first).toMatchObject({ session, alertCopiesTo: "Security@Larkfield.example", secondFactor: null });
    expect(first.set).toEqual({ session: { at, by }, alertCopiesTo: { at, by } });
    server.clock.advance(60);
    const second = expectStatus(await put({ rememberedDevices: { maxDays: 0 }, session }), 200).body;
    expect(second.set.session.at).toBe(at);
    expect(second.rememberedDevices).toEqual({ maxDays: 0 });
    const third = expectStatus(await put({ session: null, passwordPreset: null }), 200).body;
    expect(third).toMatchObject({ session: null, rememberedDevices: { maxDays: 0 } });
    const admin = { actorKind: "organization-admin", actorId: owner.accountId, accountId: null };
    const preview = { mustBind: 0, signedOut: 0, lockedOut: 0 };
    expect(await events()).toEqual([
      {
        ...admin,
        preview,
        changes: [
          { policy: "session", from: null, to: { absoluteSeconds: 7 * day, idleSeconds: 3600 } },
          { policy: "alertCopiesTo", from: null, to: "Security@Larkfield.example" },
        ],
      },
      { ...admin, preview, changes: [{ policy: "rememberedDevices", from: null, to: { maxDays: 0 } }] },
      {
        ...admin,
        preview,
        changes: [{ policy: "session", from: { absoluteSeconds: 7 * day, idleSeconds: 3600 }, to: null }],
      },
    ]);
  });

  test("the same again, in another order, changes nothing", async () => {
    await found();
    expectStatus(await put({ allowedKinds: ["totp", "passkey", "totp"] }), 200);
    expectStatus(await put({ allowedKinds: ["passkey", "totp"], session: null }), 200);
    expect(await events()).toHaveLength(1);
  });

  test("refuse what does not fit", async () => {
    await found();
    const workspace = await addWorkspaceWith(organization, "Finance");
    const wrong: [object, string, string?][] = [
      [{ session: { idleSeconds: 3600, absoluteSeconds: 600 } }, "#/session/idleSeconds"],
      [{ passwordPreset: "nist" }, "#/passwordPreset", workspace],
      [{ auditRetentionDays: 365 }, "#/auditRetentionDays", workspace],
      [{ alertCopiesTo: "a@larkfield.example" }, "#/alertCopiesTo", workspace],
      [{ secondFactor: { required: "two-factor", graceDays: 366 } }, "#/secondFactor"],
      [{ stepUp: { windowSeconds: 10, strength: "any" } }, "#/stepUp"],
      [{ ipAllowlist: { enabled: true, entries: [{ cidr: "203.0.113.0/33", label: "" }] } }, "#/ipAllowlist"],
      [{ unknown: 1 }, "#/unknown"],
    ];
    for (const [policies, pointer, where] of wrong)
      for (const reply of [await put(policies, where), await owner.post(`${path(where)}/preview`, policies)]) {
        expect(slugOf(reply)).toBe("invalid-request");
        expect(reply.body.errors[0].pointer).toContain(pointer);
      }
    expectStatus(await put({ passwordPreset: null }, workspace), 200);
    for (const method of ["GET", "PUT"])
      expect((await owner.call(method, path("wksp_none"), method === "PUT" ? {} : undefined)).status).toBe(404);
    expect((await owner.post(`${path("wksp_none")}/preview`)).status).toBe(404);
    expect(await events()).toEqual([]);
  });

  test("outside the plan are refused, and go on when the plan shrinks", async () => {
    await found();
    const workspace = await addWorkspaceWith(organization, "Finance");
    const ipAllowlist = { enabled: true, entries: [{ cidr: "127.0.0.0/8", label: "Here" }] };
    const session = { idleSeconds: 900, absoluteSeconds: 3600 };
    await givePlan("free");
    const refused: [object, RegExp, string?][] = [
      [{ ipAllowlist }, /IP allowlists are not part of the free plan/],
      [{ session }, /Session limits for a workspace are not part/, workspace],
      [{ auditRetentionDays: 36_500 }, /keeps the audit log for \d+ days/],
    ];
    for (const [policies, detail, where] of refused)
      expect(expectStatus(await put(policies, where), 403).body).toMatchObject({
        reason: "plan",
        detail: expect.stringMatching(detail),
      });
    expectStatus(await put({ session }), 200);
    await givePlan("enterprise");
    expectStatus(await put({ ipAllowlist }), 200);
    expectStatus(await put({ session }, workspace), 200);
    await givePlan("free");
    expect((await owner.get(path())).body.ipAllowlist).toEqual(ipAllowlist);
    expectStatus(await put({ rememberedDevices: { maxDays: 3 } }), 200);
    expectStatus(await put({ ipAllowlist: { ...ipAllowlist, enabled: false } }), 200);
    expect(expectStatus(await put({ ipAllowlist }), 403).body.reason).toBe("plan");
    expectStatus(await put({ session: null }, workspace), 200);
  });

  test("of many changes at once none is lost, and each is one event", async () => {
    await found();
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, at) => put({ rememberedDevices: { maxDays: at + 1 } })),
    );
    expect(done.map(({ status }) => status)).toEqual(done.map(() => 200));
    const chain = (await events()).map(({ changes }) => changes[0]);
    expect(chain).toHaveLength(20);
    for (const [at, { from }] of chain.entries()) expect(from).toEqual(at === 0 ? null : chain[at - 1].to);
  });

  test("only who may see and change them does", async () => {
    await found();
    for (const role of ["member", "auditor"] as const) {
      const person = await newMember(organization, role);
      for (const reply of [
        await person.get(path()),
        await person.call("PUT", path(), {}),
        await person.post(`${path()}/preview`),
        await person.get(`${organization.path}/break-glass`),
      ])
        expect(reply.body).toMatchObject({ status: 403, reason: "role" });
    }
    server.clock.advance(700);
    expect(slugOf(await put({ session: null }))).toBe("step-up-required");
  });

  test("are explained to whoever is held to them: the strictest, who asks, and why", async () => {
    await found();
    const deployment = expectStatus(await owner.get("/v1/account/policies"), 200).body;
    expect(deployment.secondFactor).toEqual({
      value: { required: "none", dueAt: null, met: true, kinds: ["passkey", "totp"] },
      from: null,
      since: null,
      why: "Nobody requires a second factor of you.",
    });
    expect(deployment).toMatchObject({
      allowedKinds: { value: null, from: null },
      session: { from: null },
      passwordPreset: { value: "default", from: null },
      ipAllowlist: [],
      workspaceSessions: [],
    });
    const member = await newMember(organization);
    const workspace = await addWorkspaceWith(organization, "Finance", [member]);
    const other = await createOrganization(owner, { name: "Harbour & Sons" });
    await addMember(other, member);
    const since = new Date(server.clock.now()).toISOString();
    const here = { organization: { id: organization.id, name: organization.name }, workspace: null };
    const finance = { ...here, workspace: { id: workspace, name: "Finance" } };
    const session = { idleSeconds: 600, absoluteSeconds: 3600 };
    await setPolicies(server, organization, {
      secondFactor: { required: "two-factor", graceDays: 14 },
      session: { idleSeconds: 1800, absoluteSeconds: 12 * 3600 },
      rememberedDevices: { maxDays: 0 },
      passwordPreset: "nist",
      stepUp: { windowSeconds: 300, strength: "phishing-resistant-if-bound" },
      ipAllowlist: { enabled: true, entries: [{ cidr: "203.0.113.0/24", label: "" }] },
    });
    await setPolicies(server, organization, { session, allowedKinds: ["passkey", "password"] }, workspace);
    await setPolicies(server, other, {
      secondFactor: { required: "two-factor", graceDays: 30 },
      session: { idleSeconds: 3600, absoluteSeconds: 6 * 3600 },
    });
    const told = expectStatus(await member.get("/v1/account/policies"), 200).body;
    expect(told.secondFactor).toMatchObject({
      value: { required: "two-factor", met: false, kinds: ["passkey"] },
      from: here,
      since,
      why: `${organization.name} asks all its members for a second factor. Set on 22 November 2026.`,
    });
    expect(Date.parse(told.secondFactor.value.dueAt)).toBe(Date.UTC(2026, 11, 7));
    expect(told.allowedKinds).toEqual({
      value: ["password", "passkey", "recovery-code"],
      from: finance,
      since,
      why: `The workspace Finance of ${organization.name} allows only passkeys as second factors. Set on 22 November 2026.`,
    });
    expect(told.session).toMatchObject({ value: { idleSeconds: 1800, absoluteSeconds: 6 * 3600 }, from: here });
    expect(told.rememberedDevices).toMatchObject({ value: { maxDays: 0 }, from: here });
    expect(told.rememberedDevices.why).toBe(
      `${organization.name} says that no device skips the second step. Set on 22 November 2026.`,
    );
    expect(told.stepUp).toMatchObject({
      value: { windowSeconds: 300, strength: "phishing-resistant-if-bound" },
      from: here,
    });
    expect(told.passwordPreset).toMatchObject({ from: here });
    expect(told.ipAllowlist).toMatchObject([{ value: { allowedHere: false }, from: here }]);
    expect(told.workspaceSessions).toMatchObject([{ value: session, from: finance }]);
    await member.bindPasskey(new SoftwareAuthenticator(server.services.config.publicUrl));
    expect((await member.get("/v1/account/policies")).body.secondFactor.value.met).toBe(true);
  });

  test("are explained by everyone who asks for a part: each limit, each kind, strength and time", async () => {
    await found();
    const member = await newMember(organization);
    const other = await createOrganization(owner, { name: "Harbour & Sons" });
    await addMember(other, member);
    const { name } = organization;
    await setPolicies(server, organization, {
      session: { idleSeconds: 1800, absoluteSeconds: 12 * 3600 },
      allowedKinds: ["password", "passkey", "totp"],
      stepUp: { windowSeconds: 600, strength: "phishing-resistant-if-bound" },
    });
    await setPolicies(server, other, {
      session: { idleSeconds: 3600, absoluteSeconds: 6 * 3600 },
      allowedKinds: ["password", "passkey", "phone"],
      stepUp: { windowSeconds: 120, strength: "any" },
    });
    const told = expectStatus(await member.get("/v1/account/policies"), 200).body;
    const set = "Set on 22 November 2026.";
    expect([told.session.why, told.allowedKinds.why, told.stepUp.why]).toEqual([
      `${name} signs its members out after 30 minutes without use. ${set} Harbour & Sons signs its members out after 6 hours in any case. ${set}`,
      `Harbour & Sons does not allow authenticator apps. ${set} ${name} does not allow text messages. ${set}`,
      `${name} asks all its members to confirm sensitive changes with a passkey where they have one. ${set} Harbour & Sons asks all its members to confirm sensitive changes anew after 2 minutes. ${set}`,
    ]);
    await setPolicies(server, organization, { session: null, stepUp: null });
    const alone = expectStatus(await member.get("/v1/account/policies"), 200).body;
    expect(alone.session.why).toBe(
      `Harbour & Sons signs its members out after 1 hour without use, and after 6 hours in any case. ${set}`,
    );
    expect(alone.stepUp.why).toMatch(
      /^This service asks to confirm .+\. Harbour & Sons asks .+ anew after 2 minutes\./,
    );
  });

  test("keep a forbidden kind from being bound, begun or completed", async () => {
    await found();
    const member = await newMember(organization);
    const pending = expectStatus(await member.post("/v1/account/authenticators/totp"), 201).body;
    await setPolicies(server, organization, { allowedKinds: ["passkey"] });
    member.secrets.push(pending.secret);
    const totp = "/v1/account/authenticators/totp";
    const completed = await member.post(`${totp}/${pending.id}/complete`, { code: member.code(), name: "App" });
    for (const reply of [completed, await member.post(totp)])
      expect(expectStatus(reply, 403).body).toMatchObject({
        reason: "kind-not-allowed",
        policy: { name: "allowedKinds", organization: { id: organization.id } },
      });
    await setPolicies(server, organization, { allowedKinds: ["totp"] });
    const keys = "/v1/account/authenticators/passkeys";
    expect((await member.post(keys)).body).toMatchObject({ status: 403, reason: "kind-not-allowed" });
    expect((await member.post("/v1/account/authenticators/phones", { number: "+447700900123" })).body).toMatchObject({
      status: 403,
      reason: "kind-not-allowed",
    });
  });
});
