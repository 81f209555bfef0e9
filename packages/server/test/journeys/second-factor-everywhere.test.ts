import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { createOrganization } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("a second factor that everybody must have, on %s", (dialect) => {
  describe("of any kind", () => {
    const server = setServer(dialect, {
      settings: { MORTISE_REQUIRED_SECOND_FACTOR: "two-factor", MORTISE_PRODUCT_NAME: "Harbour" },
    });

    test("the first session can only bind one; then it goes on, and it cannot be taken off", async () => {
      const maya = await (await new Person(server).signUp()).signIn();
      const refused = await maya.get("/v1/session");
      expect([refused.status, slugOf(refused), refused.body.bindingRequired]).toEqual([
        403,
        "not-allowed",
        {
          required: "two-factor",
          kinds: ["passkey", "totp", "phone"],
          from: { organization: { id: "deployment", name: "Harbour" }, workspace: null },
        },
      ]);
      expect((await maya.post("/v1/organizations", { name: "Acme" })).status).toBe(403);
      const id = await maya.bindTotp();
      expectStatus(await maya.get("/v1/session"), 200);
      const { secondFactor } = expectStatus(await maya.get("/v1/account/policies"), 200).body;
      expect(secondFactor).toEqual({
        value: expect.objectContaining({ required: "two-factor", met: true }),
        from: { organization: { id: "deployment", name: "Harbour" }, workspace: null },
        since: null,
        why: "Harbour asks everybody for a second factor.",
      });
      await maya.stepUp("unbind-authenticator");
      const kept = await maya.call("DELETE", `/v1/account/authenticators/${id}`);
      expect([kept.status, slugOf(kept)]).toEqual([409, "last-authenticator"]);
      expect(kept.body.detail).toContain("Harbour");
      expect((await maya.call("DELETE", "/v1/account/authenticators")).status).toBe(409);
    });

    test("it holds in an organization that asks for less", async () => {
      const maya = await (await new Person(server).signUp()).signIn();
      await maya.bindTotp();
      const organization = await createOrganization(maya);
      await setPolicies(server, organization, { secondFactor: { required: "none", graceDays: 0 } });
      const other = await (await new Person(server).signUp()).signIn();
      expect((await other.get("/v1/session")).body.reason).toBe("binding-required");
    });
  });

  describe("that is phishing-resistant", () => {
    const server = setServer(dialect, { settings: { MORTISE_REQUIRED_SECOND_FACTOR: "phishing-resistant" } });

    test("an app is not enough, a passkey is; what organizations forbid leaves it", async () => {
      const maya = await (await new Person(server).signUp()).signIn();
      await maya.bindTotp();
      expect((await maya.get("/v1/session")).body.bindingRequired.kinds).toEqual(["passkey"]);
      const device = new SoftwareAuthenticator(server.services.config.publicUrl);
      server.clock.advance(60);
      await maya.stepUp("bind-authenticator");
      await maya.bindPasskey(device);
      const organization = await createOrganization(maya);
      await setPolicies(server, organization, { allowedKinds: ["totp"] });
      expectStatus(await maya.get("/v1/session"), 200);
    });
  });
});
