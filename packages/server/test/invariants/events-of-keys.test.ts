import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person } from "../support/person.ts";
import { recordedWithKeys } from "../support/recorded-elsewhere.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("what happens to passkeys and remembered devices is recorded, exactly, on %s", (dialect) => {
  const server = setServer(dialect);

  const types = async (): Promise<string[]> =>
    (await server.services.database.read.selectFrom("events").select(["type", "id"]).orderBy("id").execute()).map(
      ({ type }) => type,
    );

  test("each writing route records its events and nothing else", async () => {
    const maya = new Person(server);
    const device = new SoftwareAuthenticator(server.services.config.publicUrl);
    const seen = new Set<string>();
    const call = async (method: string, path: string, body: unknown, status: number, id = "") => {
      seen.add(`${method} ${path}`);
      return expectStatus(await maya.call(method, path.replace("{id}", id), body), status).body;
    };
    const recorded = async (expected: string[], work: () => Promise<unknown>): Promise<void> => {
      const before = (await types()).length;
      await work();
      expect((await types()).slice(before)).toEqual(expected);
    };
    const bindings = "/v1/account/authenticators/passkeys";
    const signIn = async (rememberDevice: boolean) => {
      const id = await maya.startSignIn();
      await maya.prove(id, { kind: "password", password: maya.password });
      const options = await call("POST", "/v1/attempts/{id}/passkey-options", {}, 200, id);
      expectStatus(await maya.prove(id, { kind: "passkey", credential: device.get(options), rememberDevice }), 200);
    };
    const begun = ["proof.accepted", "session.ended", "session.opened", "sign-in.accepted"];

    await recorded(["sign-up.requested"], () => maya.post("/v1/sign-up", { email: maya.email, name: maya.name }));
    const token = await maya.mailedToken();
    type Options = Parameters<SoftwareAuthenticator["create"]>[0];
    const none: Options = { rp: { id: "" }, user: { id: "" }, challenge: "" };
    let options = none;
    await recorded([], async () => {
      options = await call("POST", "/v1/email-verifications/passkey-options", { token }, 200);
    });
    const signedIn = ["session.opened", "sign-in.accepted"];
    await recorded(["account.created", "authenticator.bound", "recovery-codes.issued", ...signedIn], () =>
      maya.post("/v1/email-verifications", { token, credential: device.create(options) }),
    );
    await recorded(["session.ended", ...signedIn], () => maya.proveByPasskey(device));
    await recorded(["password.changed"], () =>
      maya.call("PUT", "/v1/account/password", { newPassword: maya.password }),
    );
    let pending = { id: "", options: none };
    await recorded(["authenticator.binding-begun"], async () => (pending = await call("POST", bindings, {}, 201)));
    const made = new SoftwareAuthenticator(server.services.config.publicUrl).create(pending.options);
    const complete = `${bindings}/{id}/complete`;
    const wrong = { credential: { ...made, id: "AAAA", rawId: "AAAA" }, name: "Spare" };
    await recorded(["authenticator.binding-rejected"], () => call("POST", complete, wrong, 401, pending.id));
    await recorded(["authenticator.bound"], () =>
      call("POST", complete, { credential: made, name: "Spare" }, 201, pending.id),
    );
    await recorded([...begun, "device.remembered"], () => signIn(true));
    const remembered = "/v1/account/remembered-devices";
    const { items } = (await maya.get(remembered)).body;
    await recorded(["device.forgotten"], () => call("DELETE", `${remembered}/{id}`, undefined, 204, items[0].id));
    await recorded([...begun, "device.remembered"], () => signIn(true));
    await recorded(["device.forgotten"], () => call("DELETE", remembered, undefined, 200));
    await recorded(["passkey-offer.declined"], () => call("POST", "/v1/account/passkey-offer/decline", {}, 204));
    await recorded(["password.removed"], () => call("DELETE", "/v1/account/password", undefined, 204));
    expect([...seen].sort()).toEqual([...recordedWithKeys].sort());
  });
});
