import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/crypto/hash.ts";
import { sweepDeletedAccounts } from "../../src/accounts/delete-account.ts";
import { endAccountSessions, removeSecondFactors, suspendAccount } from "../../src/accounts/operate-accounts.ts";
import { listIdentities } from "../../src/authenticators/identity/identities.ts";
import { endEverything } from "../../src/end-everything.ts";
import { decideWhatEnds, type EndedFor, endReasons, type EndReason } from "../../src/rules/ending/what-ends.ts";
import { endables, type Endable } from "../../src/vocabulary/endable.ts";
import { dialects } from "../support/databases.ts";
import { addActiveConnection, linkTo, vouchedOf, vouchFor } from "../support/connections.ts";
import { addMember, createOrganization, invitationToken, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer, type TestServer } from "../support/test-server.ts";

const operator = { kind: "operator", id: "dana" } as const;

/** Someone who has one of everything that opens the door, and who could take it away. */
interface Armed {
  readonly server: TestServer;
  readonly maya: Person;
  /** Another browser of hers. */
  readonly other: Person;
  readonly organization: TestOrganization;
  readonly connectionId: string;
  readonly identityId: string;
  readonly attemptId: string;
  readonly pendingId: string;
  readonly notMe: string;
  readonly links: Readonly<Record<"emailChange" | "reset" | "sent" | "received", string>>;
}

/** The cookie of the browser that began the attempt. */
const ownBrowser = "b".repeat(43);

async function arm(server: TestServer): Promise<Armed> {
  const maya = await (await new Person(server).signUp()).signIn();
  await maya.bindTotp();
  const owner = await (await new Person(server).signUp()).signIn();
  const organization = await createOrganization(owner);
  expectStatus(await owner.post(`${organization.path}/invitations`, { email: maya.email, role: "member" }), 201);
  await addMember(organization, maya, "admin");
  const other = await rememberedElsewhere(maya);
  const connectionId = await addActiveConnection(organization);
  const identityId = await linkTo(organization, connectionId, maya);
  const notMe = await maya.notMeToken();
  const guest = `guest.${maya.email}`;
  expectStatus(await maya.post(`${organization.path}/invitations`, { email: guest, role: "member" }), 201);
  const change = `new.${maya.email}`;
  expectStatus(await other.call("PUT", "/v1/account/email", { email: change }), 202);
  expectStatus(await new Person(server).post("/v1/password-resets", { email: maya.email }), 202);
  const stranger = maya.elsewhere();
  const attemptId = await stranger.startSignIn();
  await stranger.prove(attemptId, { kind: "password", password: maya.password });
  const vouched = JSON.stringify(vouchedOf(organization, connectionId, maya));
  await server.services.transact(({ tx }) =>
    tx
      .updateTable("attempts")
      .set({ connectionId, vouched, browserHash: sha256(ownBrowser) })
      .where("id", "=", attemptId)
      .execute(),
  );
  const pendingId = expectStatus(await other.post("/v1/account/authenticators/totp"), 201).body.id;
  await vouchFor(other, { connectionId, identityId });
  const links = {
    emailChange: await maya.mailedToken(change),
    reset: await maya.mailedToken(),
    sent: await invitationToken(maya, guest),
    received: await invitationToken(maya),
  };
  return { server, maya, other, organization, connectionId, identityId, attemptId, pendingId, notMe, links };
}

async function rememberedElsewhere(maya: Person): Promise<Person> {
  const other = maya.elsewhere();
  const id = await other.startSignIn();
  await other.prove(id, { kind: "password", password: maya.password });
  expectStatus(await other.prove(id, { kind: "totp", code: other.freshCode(), rememberDevice: true }), 200);
  return other;
}

const member = ({ organization, maya }: Armed) => `${organization.path}/members/${maya.accountId}`;
const place = ({ organization, maya }: Armed) => ({ organizationId: organization.id, accountId: maya.accountId });
const connection = ({ organization, connectionId }: Armed) =>
  ({ of: "connection", organizationId: organization.id, connectionId }) as const;

const endOf = <Reason extends EndReason>(reason: Reason, { server }: Armed, ended: EndedFor<Reason>) =>
  server.services.transact((work) => endEverything(work, ended, { reason, by: { actor: { kind: "system" } } }));

/** How each comes about. */
const acts: Readonly<Record<EndReason, (armed: Armed) => Promise<unknown>>> = {
  "account-suspended": ({ server, maya }) => suspendAccount(server.services, operator, maya.accountId),
  "deletion-requested": async ({ maya }) => expectStatus(await maya.call("DELETE", "/v1/account"), 202),
  "account-deleted": async ({ server, maya }) => {
    expectStatus(await maya.call("DELETE", "/v1/account"), 202);
    server.clock.advance(14 * 24 * 60 * 60 + 1);
    await sweepDeletedAccounts(server.services);
  },
  "not-me": async ({ server, notMe }) =>
    expectStatus(await new Person(server).post("/v1/not-me", { token: notMe }), 200),
  "password-reset": async ({ server, links }) =>
    expectStatus(
      await new Person(server).post("/v1/password-resets/complete", { token: links.reset, password: "Another-Horse9" }),
      204,
    ),
  "password-changed": async ({ maya }) => {
    const change = { currentPassword: maya.password, newPassword: "Another-Horse9" };
    expectStatus(await maya.call("PUT", "/v1/account/password", change), 204);
  },
  "signed-out-by-operator": ({ server, maya }) => endAccountSessions(server.services, operator, maya.accountId),
  "second-factors-removed": ({ server, maya }) => removeSecondFactors(server.services, operator, maya.accountId),
  "signed-out-by-admin": async (armed) =>
    expectStatus(await armed.organization.owner.post(`${member(armed)}/end-sessions`), 204),
  "password-reset-required": async (armed) =>
    expectStatus(await armed.organization.owner.post(`${member(armed)}/require-password-reset`), 204),
  "membership-suspended": async (armed) =>
    expectStatus(await armed.organization.owner.post(`${member(armed)}/suspend`), 204),
  "membership-ended": async (armed) => expectStatus(await armed.organization.owner.call("DELETE", member(armed)), 204),
  "membership-left": async (armed) => expectStatus(await armed.maya.call("DELETE", member(armed)), 204),
  "connection-disabled": (armed) => endOf("connection-disabled", armed, connection(armed)),
  "connection-deleted": (armed) => endOf("connection-deleted", armed, connection(armed)),
  "identity-unlinked": (armed) => endOf("identity-unlinked", armed, { ...connection(armed), ...place(armed) }),
  "revoked-by-provider": (armed) => endOf("revoked-by-provider", armed, { ...connection(armed), ...place(armed) }),
  deprovisioned: (armed) => endOf("deprovisioned", armed, { of: "directory-person", ...place(armed) }),
};

const looks = async ({ server }: Armed, path: string, token: string): Promise<boolean> =>
  (await new Person(server).post(path, { token })).status === 200;

/** Whether one is alive still, as the next request finds. */
const alive: Readonly<Record<Endable, (armed: Armed, reason: EndReason) => Promise<boolean>>> = {
  async attempts({ maya, attemptId }) {
    const stranger = maya.elsewhere();
    stranger.cookies.set("mortise-attempt", ownBrowser);
    const reply = await stranger.prove(attemptId, { kind: "totp", code: maya.freshCode() });
    return !["attempt-closed", "not-found"].includes(slugOf(reply));
  },
  sessions: async ({ other }) => (await other.get("/v1/session")).status === 200,
  async identities({ server: { services }, maya, identityId }) {
    return (await listIdentities(services.read, maya.accountId)).some(({ id }) => id === identityId);
  },
  async rememberedDevices({ server: { services }, maya }) {
    const of = services.read.selectFrom("rememberedDevices").selectAll().where("accountId", "=", maya.accountId);
    return (await of.where("forgottenAt", "is", null).execute()).length > 0;
  },
  // Of those that are not the one that asks.
  async knownDevices({ server: { services }, maya, other }) {
    const [device = ""] = (other.cookies.get("mortise-device") ?? "").split(".");
    const of = services.read.selectFrom("knownDevices").selectAll().where("accountId", "=", maya.accountId);
    return (await of.where("deviceId", "=", device).execute()).length > 0;
  },
  async pendingBindings({ server: { services }, pendingId }) {
    const of = services.read.selectFrom("totpAuthenticators").selectAll().where("id", "=", pendingId);
    return (await of.where("unboundAt", "is", null).execute()).length > 0;
  },
  // Used and not only looked at: it hangs on the session that asked.
  emailChanges: (armed) => looks(armed, "/v1/email-verifications", armed.links.emailChange),
  passwordResets: (armed) => looks(armed, "/v1/password-resets/look", armed.links.reset),
  invitations: (armed, reason) =>
    looks(armed, "/v1/invitations/look", armed.links[decideWhatEnds(reason).of === "account" ? "sent" : "received"]),
};

/** What ends by itself with what it hangs on: what an identity vouched for, the session that asked, the account that invited. */
const hangs: Partial<Record<Endable, (reason: EndReason) => boolean>> = {
  sessions: (reason) => decideWhatEnds(reason).identities !== null,
  emailChanges: (reason) => decideWhatEnds(reason).sessions !== null || decideWhatEnds(reason).identities !== null,
  invitations: (reason) => ["account-suspended", "deletion-requested", "account-deleted"].includes(reason),
};

function goesOn(kind: Endable, reason: EndReason): boolean {
  return decideWhatEnds(reason)[kind] === null && !hangs[kind]?.(reason);
}

/** An address is changed last, for that ends what was mailed to the one before. */
const inTurn = [...endables].sort((one, other) => Number(one === "emailChanges") - Number(other === "emailChanges"));

describe.each(dialects)("ending everything on %s", (dialect) => {
  const server = setServer(dialect);

  test("before anything happens all of it is alive", async () => {
    const armed = await arm(server);
    for (const kind of inTurn.filter((each) => each !== "attempts"))
      expect([kind, await alive[kind](armed, "not-me")]).toEqual([kind, true]);
    expect(await alive.attempts(armed, "not-me")).toBe(true);
  });

  test.each(endReasons)("%s: what ends is dead on the next request, and nothing else", async (reason) => {
    const armed = await arm(server);
    await acts[reason](armed);
    for (const kind of inTurn) expect([kind, await alive[kind](armed, reason)]).toEqual([kind, goesOn(kind, reason)]);
  });

  test("an attempt in which nothing was proven tells nobody that something happened", async () => {
    const { maya, server: at } = await arm(server);
    const stranger = maya.elsewhere();
    const id = await stranger.startSignIn();
    await endAccountSessions(at.services, operator, maya.accountId);
    expect((await stranger.get(`/v1/attempts/${id}`)).body.status).toBe("open");
  });

  test("all of it is counted, and nothing is left for a second time", async () => {
    const armed = await arm(server);
    const end = () =>
      armed.server.services.transact((work) => {
        const ended = { of: "account", accountId: armed.maya.accountId } as const;
        return endEverything(work, ended, { reason: "not-me", by: { actor: { kind: "system" } } });
      });
    expect(Object.values(await end()).every((count) => count > 0)).toBe(true);
    expect(Object.values(await end())).toEqual(endables.map(() => 0));
  });
});
