import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { addWorkspaceWith, createOrganization, newMember } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { recordedWithPolicies } from "../support/recorded-elsewhere.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("what happens to policies is recorded, exactly, on %s", (dialect) => {
  const server = setServer(dialect, { settings: { MORTISE_DEFAULT_PLAN: "enterprise" } });

  test("each writing route records its events and nothing else", async () => {
    const owner = await (await new Person(server).signUp()).signIn();
    const organization = await createOrganization(owner);
    const second = await newMember(organization, "owner");
    for (const each of [owner, second])
      await each.bindPasskey(new SoftwareAuthenticator(server.services.config.publicUrl));
    const ws = await addWorkspaceWith(organization, "Finance", [owner]);
    const seen = new Set<string>();
    const events = () =>
      server.services.database.read
        .selectFrom("events")
        .select(["type", "organizationId", "accountId", "actorKind", "actorId", "sessionId", "data"])
        .orderBy("id")
        .execute();
    const recorded = async (expected: object[], route: string, body: object, status = 200): Promise<void> => {
      const [method = "", path = ""] = route.split(" ");
      seen.add(route);
      const before = (await events()).length;
      const target = path.replace("{org}", organization.id).replace("{ws}", ws);
      expectStatus(await owner.call(method, target, body), status);
      const made = (await events()).slice(before);
      expect(made.map(({ type, data }) => ({ type, data: JSON.parse(data) }))).toEqual(expected);
      for (const event of made)
        expect(event).toMatchObject({
          organizationId: organization.id,
          accountId: event.type === "policies.previewed" ? owner.accountId : null,
          ...{ actorKind: "organization-admin", actorId: owner.accountId },
          sessionId: expect.stringMatching(/^sess_/),
        });
    };
    const of = (policy: string, to: unknown, more: object = {}) => ({
      type: "policies.changed",
      data: { changes: [{ policy, from: null, to }], preview: { mustBind: 0, signedOut: 0, lockedOut: 0 }, ...more },
    });
    const policies = "/v1/organizations/{org}/policies";
    const within = "/v1/organizations/{org}/workspaces/{ws}/policies";
    const breakGlass = "PUT /v1/organizations/{org}/break-glass";
    const rememberedDevices = { maxDays: 3 };

    await recorded([], `POST ${policies}/preview`, { rememberedDevices });
    await recorded([of("rememberedDevices", rememberedDevices)], `PUT ${policies}`, { rememberedDevices });
    await recorded([], `PUT ${policies}`, { rememberedDevices });
    await recorded([], `PUT ${policies}`, { allowedKinds: ["password"] }, 403);
    await recorded([], `POST ${within}/preview`, { rememberedDevices });
    const ipAllowlist = { enabled: true, entries: [{ cidr: "198.51.100.0/24", label: "Home" }] };
    await recorded([{ type: "policies.previewed", data: {} }], `POST ${policies}/preview`, { ipAllowlist });
    await recorded([], `POST ${policies}/preview`, { ipAllowlist });
    const ofWorkspace = { type: "policies.previewed", data: { workspaceId: ws } };
    await recorded([ofWorkspace], `POST ${within}/preview`, { ipAllowlist });
    const there = of("rememberedDevices", rememberedDevices, { workspaceId: ws });
    await recorded([there], `PUT ${within}`, { rememberedDevices });
    const owners = [owner.accountId, second.accountId];
    await recorded([{ type: "break-glass.changed", data: { owners } }], breakGlass, { owners });
    await recorded([], breakGlass, { owners });
    await recorded([], breakGlass, { owners: [owner.accountId, "acct_nobody"] }, 403);
    await recorded([{ type: "break-glass.changed", data: { owners: [] } }], breakGlass, { owners: [] });
    const alertCopiesTo = "security@larkfield.example";
    const asked = { type: "alert-copies.asked", data: { to: "s…@larkfield.example" } };
    const link = `POST ${policies}/alert-copies/link`;
    await recorded([], link, {}, 409);
    await recorded([of("alertCopiesTo", alertCopiesTo), asked], `PUT ${policies}`, { alertCopiesTo });
    await recorded([asked], link, {}, 204);
    const token = /#token=(\S+)/.exec((await owner.mails(alertCopiesTo))[0]!.text)![1];
    await recorded([], "POST /v1/alert-copies/look", { token });
    const before = (await events()).length;
    expectStatus(await owner.call("POST", "/v1/alert-copies/confirm", { token }), 200);
    expect((await events()).slice(before)).toMatchObject([
      { type: "alert-copies.confirmed", organizationId: organization.id, actorKind: "anonymous", accountId: null },
    ]);
    seen.add("POST /v1/alert-copies/confirm");
    await recorded([], "POST /v1/alert-copies/confirm", { token }, 410);
    expect([...seen].sort()).toEqual([...recordedWithPolicies].sort());
  });
});
