import { describe, expect, test } from "vitest";
import { changeDomain } from "../../src/policies/domains.ts";
import { changeMembership } from "../../src/policies/memberships.ts";
import type { RequiredSingleSignOn } from "../../src/vocabulary/policies.ts";
import { addActiveConnection, addProvenDomain } from "../support/connections.ts";
import { dialects } from "../support/databases.ts";
import { addMember, createOrganization, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person, type Reply } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

let domains = 0;

describe.each(dialects)("people who must come by their identity provider, on %s", (dialect) => {
  const server = setServer(dialect);

  /** An organization with a domain and a connection, its owner elsewhere, and somebody at that domain. */
  async function arrange(required: RequiredSingleSignOn) {
    const owner = await (await new Person(server).signUp()).signIn();
    const organization = await createOrganization(owner);
    const domain = `captured${++domains}.example`;
    const domainId = await addProvenDomain(organization, domain);
    const connectionId = await addActiveConnection(organization);
    const maya = await (await new Person(server, `maya@${domain}`).signUp()).signIn();
    const require = () => setPolicies(server, organization, { singleSignOn: { required } });
    return { owner, organization, domain, domainId, connectionId, maya, require };
  }

  const byPassword = async (person: Person): Promise<Reply> => {
    const other = person.elsewhere();
    return other.prove(await other.startSignIn(), { kind: "password", password: person.password });
  };
  const held = { status: 403, body: { reason: "sso-required" } };
  const named = ({ id: organizationId }: TestOrganization, { accountId }: Person) =>
    server.services.transact(({ tx }) =>
      changeMembership(tx, { organizationId, accountId }, { breakGlassAt: server.clock.now() }),
    );

  test("no password of theirs opens a session, whatever else they have, and nobody learns of it without one", async () => {
    const { maya, require } = await arrange("verified-domains");
    expect((await byPassword(maya)).status).toBe(200);
    await require();
    expect(await byPassword(maya)).toMatchObject(held);
    await maya.bindTotp();
    expect(await byPassword(maya)).toMatchObject(held);
    const stranger = maya.elsewhere();
    const wrong = await stranger.prove(await stranger.startSignIn(), { kind: "password", password: "x" });
    const nobody = new Person(server, `nobody.${maya.email}`);
    const unknown = await nobody.prove(await nobody.startSignIn(), { kind: "password", password: "x" });
    expect([wrong.status, wrong.body.reason]).toEqual([unknown.status, unknown.body.reason]);
    const { items } = (await maya.get("/v1/account/events")).body;
    expect(items.find(({ type }: { type: string }) => type === "sign-in.rejected")).toBeDefined();
  });

  test("nor does a passkey, or a device that is excused from the second step", async () => {
    const { maya, require } = await arrange("everyone");
    const device = new SoftwareAuthenticator(server.services.config.publicUrl);
    await maya.bindPasskey(device);
    await maya.bindTotp();
    const remembering = maya.elsewhere();
    const id = await remembering.startSignIn();
    await remembering.prove(id, { kind: "password", password: maya.password });
    const second = { kind: "totp", code: remembering.freshCode(), rememberDevice: true };
    expectStatus(await remembering.prove(id, second), 200);
    await require();
    expect(await maya.elsewhere().proveByPasskey(device)).toMatchObject(held);
    const again = await remembering.startSignIn();
    expect(await remembering.prove(again, { kind: "password", password: maya.password })).toMatchObject(held);
  });

  test("a member at another domain is held where everyone is asked, and only there", async () => {
    const { organization, owner, require, connectionId } = await arrange("everyone");
    const iris = await (await new Person(server).signUp()).signIn();
    await require();
    expect((await byPassword(iris)).status).toBe(200);
    await addMember(organization, iris);
    const url = `${server.services.config.publicUrl}/sso/${connectionId}/initiate`;
    const wayIn = { redirect: { connection: { id: connectionId }, url } };
    // The domain tells no way; whoever has shown that the account is theirs hears of it.
    expect((await iris.post("/v1/attempts", { purpose: "sign-in", email: iris.email })).body.redirect).toBeUndefined();
    expect(await byPassword(iris)).toMatchObject({ ...held, body: { ...held.body, ...wayIn } });
    await setPolicies(server, organization, { singleSignOn: { required: "verified-domains" } });
    expect((await byPassword(iris)).status).toBe(200);
    expect((await byPassword(owner)).status).toBe(200);
  });

  test("whatever breaks at the provider, it never opens by itself", async () => {
    const { organization, maya, domainId, connectionId, require } = await arrange("verified-domains");
    await addMember(organization, maya);
    await require();
    const at = server.clock.now();
    const { transact } = server.services;
    for (const broken of [
      { lastFailureAt: at, lastFailure: "It did not answer." },
      { disabledAt: at },
      { deletedAt: at },
    ]) {
      await transact(({ tx }) => tx.updateTable("connections").set(broken).where("id", "=", connectionId).execute());
      expect(await byPassword(maya)).toMatchObject(held);
    }
    for (const lost of [{ failingSince: at }, { releasedAt: at }]) {
      await transact(({ tx }) => changeDomain(tx, domainId, lost));
      expect(await byPassword(maya)).toMatchObject(held);
    }
    // Who is not of the organization is captured no more by a domain it has lost.
    const late = await new Person(server, `late.${maya.email}`).signUp();
    await transact(({ tx }) =>
      tx.updateTable("connections").set({ deletedAt: null, disabledAt: null }).where("id", "=", connectionId).execute(),
    );
    const begun = (await late.post("/v1/attempts", { purpose: "sign-in", email: late.email })).body;
    const initiate = `${server.services.config.publicUrl}/sso/${connectionId}/initiate`;
    expect(begun.redirect).toMatchObject({ connection: { id: connectionId }, url: initiate, required: false });
    expect((await late.get(`/v1/attempts/${begun.id}`)).body.redirect).toBeUndefined();
    expect((await byPassword(late)).status).toBe(200);
  });

  test("owners named for break-glass pass by passkey and nothing else, for an hour, and all owners hear of it", async () => {
    const { organization, owner, require } = await arrange("everyone");
    const device = new SoftwareAuthenticator(server.services.config.publicUrl);
    await owner.bindPasskey(device);
    await owner.bindTotp();
    await named(organization, owner);
    await require();
    const other = owner.elsewhere();
    const id = await other.startSignIn();
    expect((await other.prove(id, { kind: "password", password: owner.password })).body.status).toBe("open");
    expect(await other.prove(id, { kind: "totp", code: other.freshCode() })).toMatchObject(held);

    const passing = owner.elsewhere();
    expect((await passing.proveByPasskey(device)).body.status).toBe("complete");
    expect((await passing.get("/v1/session")).status).toBe(200);
    const mails = (await owner.mails()).map(({ subject }) => subject);
    expect(mails).toContain(`Break-glass was used in ${organization.name}`);
    server.clock.advance(60 * 60 - 1);
    expect((await passing.get("/v1/session")).status).toBe(200);
    server.clock.advance(2);
    expect((await passing.get("/v1/session")).status).toBe(401);
  });
});
