import { describe, expect, test } from "vitest";
import { suspendAccount } from "../../src/accounts/operate-accounts.ts";
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
import { setPolicies } from "../support/policies.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

const office = { cidr: "203.0.113.0/24", label: "London office" };

describe.each(dialects)("attacks on organizations and their policies, on %s", (dialect) => {
  const server = setServer(dialect, {
    settings: {
      MORTISE_TRUSTED_PROXIES: "127.0.0.1/32",
      MORTISE_DEFAULT_PLAN: "enterprise",
      MORTISE_STEP_UP_STRENGTH: "second-factor",
    },
  });

  const someone = async (): Promise<Person> => (await new Person(server).signUp()).signIn();
  const found = async (): Promise<TestOrganization> => createOrganization(await someone());
  const device = (): SoftwareAuthenticator => new SoftwareAuthenticator(server.services.config.publicUrl);
  const required = (level: "two-factor" | "phishing-resistant", graceDays = 0) => ({
    secondFactor: { required: level, graceDays },
  });
  const leave = ({ path }: TestOrganization, person: Person) =>
    person.call("DELETE", `${path}/members/${person.accountId}`);

  describe("members held hostage", () => {
    test("two organizations that contradict each other shut nobody out", async () => {
      const [ours, theirs] = [await found(), await found()];
      const victim = await newMember(ours);
      const laptop = device();
      await victim.bindPasskey(laptop);
      await addMember(theirs, victim);
      await setPolicies(server, ours, required("phishing-resistant"));
      await setPolicies(server, theirs, { allowedKinds: ["totp"] });
      expectStatus(await victim.get("/v1/account/sessions"), 200);
      expectStatus(await victim.elsewhere().proveByPasskey(laptop), 200);
      await setPolicies(server, ours, { secondFactor: null, allowedKinds: ["passkey"] });
      expectStatus(await victim.get("/v1/account/sessions"), 200);
      await setPolicies(server, ours, { allowedKinds: null });
      expect((await victim.get("/v1/account/sessions")).body.bindingRequired.kinds).toEqual(["totp"]);
      expectStatus(await leave(theirs, victim), 204);
      expectStatus(await victim.get("/v1/account/sessions"), 200);
      expect(await membershipsOf(victim)).toEqual([ours.id]);
    });

    test("an allowlist does not keep its members in", async () => {
      const organization = await found();
      const member = await newMember(organization);
      await setPolicies(server, organization, { ipAllowlist: { enabled: true, entries: [office] } });
      expect((await member.get(organization.path)).body.reason).toBe("ip-allowlist");
      const other = await newMember(organization);
      const path = `${organization.path}/members/${other.accountId}`;
      expect((await member.call("DELETE", path)).body.reason).toBe("ip-allowlist");
      expectStatus(await leave(organization, member), 204);
      expect(await membershipsOf(member)).toEqual([]);
      expect(await membershipsOf(other)).toEqual([organization.id]);
    });
  });

  const membershipsOf = async ({ accountId }: Person): Promise<string[]> => {
    const { read } = server.services.database;
    const rows = await read
      .selectFrom("memberships")
      .select("organizationId")
      .where("accountId", "=", accountId)
      .execute();
    return rows.map(({ organizationId }) => organizationId);
  };

  const confirmByCode = async (person: Person, operation: string): Promise<void> => {
    const { id } = expectStatus(await person.post("/v1/attempts", { purpose: "step-up", operation }), 201).body;
    expectStatus(await person.prove(id, { kind: "totp", code: person.freshCode() }), 200);
  };

  describe("weak proof", () => {
    test("a kind that is not allowed confirms nothing, once an allowed one is bound", async () => {
      const organization = await found();
      const member = await newMember(organization);
      await member.bindTotp();
      const laptop = device();
      await member.bindPasskey(laptop);
      await setPolicies(server, organization, { allowedKinds: ["passkey"] });
      const session = member.elsewhere();
      expectStatus(await session.proveByPasskey(laptop), 200);
      server.clock.advance(601);
      const asked = await session.post("/v1/account/recovery-codes");
      expect(asked.body.stepUp).toMatchObject({ operation: "issue-recovery-codes", acceptable: ["passkey"] });
      const step = { purpose: "step-up", operation: "issue-recovery-codes" };
      const { id, acceptable } = expectStatus(await session.post("/v1/attempts", step), 201).body;
      expect(acceptable.map(({ kind }: { kind: string }) => kind)).toEqual(["passkey"]);
      expect(slugOf(await session.prove(id, { kind: "totp", code: session.freshCode() }))).toBe("invalid-request");
      expect(slugOf(await session.post("/v1/account/recovery-codes"))).toBe("step-up-required");
      expectStatus(await session.stepUpByPasskey(laptop, "issue-recovery-codes"), 200);
      expectStatus(await session.post("/v1/account/recovery-codes"), 201);
    });

    test("a session that has to prove a passkey does not bind one of its thief's instead", async () => {
      const organization = await found();
      const member = await newMember(organization);
      const stolen = await member.elsewhere().signIn();
      await member.bindTotp();
      stolen.secrets.push(...member.secrets);
      const laptop = device();
      await member.bindPasskey(laptop);
      await setPolicies(server, organization, required("phishing-resistant"));
      expect((await stolen.get("/v1/session")).body.stepUp.acceptable).toEqual(["passkey"]);
      await confirmByCode(stolen, "bind-authenticator");
      const refused = await stolen.post("/v1/account/authenticators/passkeys");
      expect([slugOf(refused), refused.body.stepUp?.operation]).toEqual(["step-up-required", "meet-policy"]);
      expectStatus(await stolen.get("/v1/account/authenticators"), 200);
      expectStatus(await stolen.get("/v1/account/policies"), 200);
      expectStatus(await stolen.stepUpByPasskey(laptop, "meet-policy"), 200);
      expectStatus(await stolen.post("/v1/account/authenticators/passkeys"), 201);
    });
  });

  const suspendAltogether = async ({ accountId }: Person): Promise<void> => {
    await suspendAccount(server.services, { kind: "operator", id: "ada@example.net" }, accountId);
  };

  test("proof that policies do not ask for opens no workspace that asks for better", async () => {
    const organization = await found();
    const member = await newMember(organization);
    await member.bindTotp();
    await member.bindPasskey(device());
    const workspace = await addWorkspaceWith(organization, "Finance", [member]);
    const stepUp = { windowSeconds: 600, strength: "phishing-resistant-if-bound" } as const;
    await setPolicies(server, organization, { stepUp });
    await setPolicies(server, organization, { session: { idleSeconds: 300, absoluteSeconds: 300 } }, workspace);
    server.clock.advance(301);
    const where = `/v1/session?organization=${organization.id}&workspace=${workspace}`;
    expect((await member.get(where)).body.stepUp.acceptable).toEqual(["passkey"]);
    const begun = await member.post("/v1/attempts", { purpose: "step-up", operation: "meet-policy" });
    expect([begun.status, slugOf(begun)]).toEqual([409, "conflict"]);
    expect((await member.get(where)).body.stepUp.acceptable).toEqual(["passkey"]);
  });

  describe("a thief with an admin's unlocked browser", () => {
    test("takes nobody out of a workspace's rules, nor the rules away, without fresh proof", async () => {
      const { owner, path } = await found();
      const { id } = expectStatus(await owner.post(`${path}/workspaces`, { name: "Finance" }), 201).body;
      const member = `${path}/workspaces/${id}/members/${owner.accountId}`;
      expectStatus(await owner.call("PUT", member, {}), 204);
      server.clock.advance(601);
      const asked = [
        await owner.call("DELETE", member),
        await owner.call("PUT", member, {}),
        await owner.call("DELETE", `${path}/workspaces/${id}`),
      ];
      expect(asked.map(({ body }) => body.stepUp?.operation)).toEqual([
        "manage-members",
        "manage-members",
        "change-policies",
      ]);
    });
  });

  describe("a disgruntled admin", () => {
    test("does not come back by an invitation sent while there was power to", async () => {
      const organization = await found();
      const admin = await newMember(organization, "admin");
      const [removed, stepped] = [await someone(), await someone()];
      expectStatus(await admin.post(`${organization.path}/invitations`, { email: removed.email, role: "admin" }), 201);
      const owner = await newMember(organization, "owner");
      expectStatus(await owner.post(`${organization.path}/invitations`, { email: stepped.email, role: "owner" }), 201);
      const tokens = [await invitationToken(removed), await invitationToken(stepped)];
      const { owner: first, path } = organization;
      expectStatus(await first.call("DELETE", `${path}/members/${admin.accountId}`), 204);
      expectStatus(await first.call("PATCH", `${path}/members/${owner.accountId}`, { role: "admin" }), 200);
      expect(slugOf(await removed.post("/v1/invitations/accept", { token: tokens[0] }))).toBe("link-invalid");
      expect(slugOf(await stepped.post("/v1/invitations/accept", { token: tokens[1] }))).toBe("link-invalid");
      expect([await membershipsOf(removed), await membershipsOf(stepped)]).toEqual([[], []]);
    });

    test("nor by one sent from an account that an operator has suspended since", async () => {
      const organization = await found();
      const admin = await newMember(organization, "admin");
      const guest = await someone();
      expectStatus(await admin.post(`${organization.path}/invitations`, { email: guest.email, role: "admin" }), 201);
      const token = await invitationToken(guest);
      await suspendAltogether(admin);
      expect(slugOf(await guest.post("/v1/invitations/look", { token }))).toBe("link-invalid");
      expect(slugOf(await guest.post("/v1/invitations/accept", { token }))).toBe("link-invalid");
      expect(await membershipsOf(guest)).toEqual([]);
    });

    test("whose invitation is for less than they are now is still good", async () => {
      const organization = await found();
      const owner = await newMember(organization, "owner");
      const guest = await someone();
      expectStatus(await owner.post(`${organization.path}/invitations`, { email: guest.email, role: "member" }), 201);
      const path = `${organization.path}/members/${owner.accountId}`;
      expectStatus(await organization.owner.call("PATCH", path, { role: "admin" }), 200);
      expectStatus(await guest.post("/v1/invitations/accept", { token: await invitationToken(guest) }), 200);
    });

    test("leaves no address of their own in the members' activity", async () => {
      const organization = await found();
      const admin = await newMember(organization, "admin");
      admin.headers["x-forwarded-for"] = "198.51.100.77";
      const member = await newMember(organization);
      const path = `${organization.path}/members/${member.accountId}`;
      expectStatus(await admin.post(`${path}/suspend`), 204);
      expectStatus(await admin.post(`${path}/restore`), 204);
      const { body } = expectStatus(await member.get("/v1/account/events?type=member.suspended"), 200);
      expect(body.items).toHaveLength(1);
      expect(body.items[0]).toMatchObject({ ip: null, device: null, location: null });
      expect(JSON.stringify((await member.get("/v1/account/events")).body)).not.toContain("198.51.100.77");
      const log = expectStatus(await admin.get(`${organization.path}/events?type=member.suspended`), 200).body;
      expect(log.items[0].ip).toBe("198.51.100.77");
    });
  });

  describe("owners shut out by an admin", () => {
    test("not by putting them into two workspaces that contradict each other", async () => {
      const organization = await found();
      const { owner, path } = organization;
      const admin = await newMember(organization, "admin");
      const asks = [{ allowedKinds: ["totp", "password"] }, required("phishing-resistant")];
      for (const [index, policies] of asks.entries()) {
        const { body } = expectStatus(await admin.post(`${path}/workspaces`, { name: `Trap ${index}` }), 201);
        expectStatus(await admin.call("PUT", `${path}/workspaces/${body.id}/policies`, policies), 200);
        expectStatus(await admin.call("PUT", `${path}/workspaces/${body.id}/members/${owner.accountId}`, {}), 204);
      }
      expect((await owner.get(path)).body.bindingRequired.kinds).toEqual(["passkey"]);
      await owner.bindPasskey(device());
      expectStatus(await owner.get(path), 200);
    });

    test("not by forbidding the passkeys that break-glass needs", async () => {
      const organization = await found();
      const { owner, path } = organization;
      const second = await newMember(organization, "owner");
      const keys = new Map([owner, second].map((each) => [each, device()]));
      for (const [each, key] of keys) {
        await each.bindTotp();
        await each.bindPasskey(key);
      }
      const admin = await newMember(organization, "admin");
      admin.headers["x-forwarded-for"] = "203.0.113.24";
      await admin.bindTotp();
      const named = { owners: [owner.accountId, second.accountId] };
      expectStatus(await owner.call("PUT", `${path}/break-glass`, named), 200);
      const list = { ipAllowlist: { enabled: true, entries: [office] } };
      expectStatus(await admin.call("PUT", `${path}/policies`, list), 200);
      expectStatus(await admin.call("PUT", `${path}/policies`, { allowedKinds: ["totp", "password"] }), 200);
      for (const [each, key] of keys) {
        const again = each.elsewhere();
        expectStatus(await again.proveByPasskey(key), 200);
        expectStatus(await again.get(path), 200);
      }
    });
  });

  describe("organizations without an owner", () => {
    test("nobody hands one over to an account that is about to be deleted, or is suspended", async () => {
      const organization = await found();
      const { owner, path } = organization;
      const [leaving, shut] = [await newMember(organization), await newMember(organization)];
      expectStatus(await leaving.call("DELETE", "/v1/account"), 202);
      await suspendAltogether(shut);
      for (const { accountId } of [leaving, shut])
        expect((await owner.post(`${path}/transfer-ownership`, { account: accountId })).status).toBe(409);
      expect((await owner.get(path)).body.role).toBe("owner");
    });

    test("an ownership handed over while its heir deletes the account: one of both is refused", async () => {
      for (let round = 0; round < 5; round++) {
        const organization = await found();
        const heir = await newMember(organization);
        const transfer = () =>
          organization.owner.post(`${organization.path}/transfer-ownership`, { account: heir.accountId });
        const replies = await Promise.all([transfer(), heir.call("DELETE", "/v1/account")]);
        expect([
          [204, 409],
          [409, 202],
        ]).toContainEqual(replies.map(({ status }) => status));
      }
    });
  });

  describe("many requests", () => {
    test("being kept out again and again writes once an hour, not each time", async () => {
      const organization = await found();
      const member = await newMember(organization);
      await setPolicies(server, organization, { ipAllowlist: { enabled: true, entries: [office] } });
      const ask = () => member.get(`/v1/session?organization=${organization.id}`);
      expect((await ask()).body.reason).toBe("ip-allowlist");
      const counted = async (): Promise<number[]> => {
        const { read } = server.services.database;
        const rows = await read
          .selectFrom("throttles")
          .select("count")
          .where("key", "like", `access.refused:%${organization.id}%`)
          .execute();
        return rows.map(({ count }) => count);
      };
      for (let times = 0; times < 5; times++) await ask();
      expect(await counted()).toEqual([1]);
      server.clock.advance(3601);
      await member.get("/v1/session");
      await ask();
      const events = await server.services.database.read
        .selectFrom("events")
        .select("id")
        .where("type", "=", "access.refused")
        .where("organizationId", "=", organization.id)
        .execute();
      expect(events).toHaveLength(2);
    });
  });
});
