import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestOrganization } from "../support/organizations.ts";
import { expectStatus, slugOf } from "../support/person.ts";
import { makeSamlIdp, type SamlIdp } from "../support/saml-idp.ts";
import { partsOf } from "../support/saml-sign-on.ts";
import { createOwned } from "../support/single-sign-on.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let idp: SamlIdp;
let organization: TestOrganization;
beforeAll(async () => {
  server = await startServer("sqlite", { quiet: true });
  idp = await makeSamlIdp();
  organization = await createOwned(server);
});
afterAll(() => server.close());

const begin = async (metadata: object) => {
  const { owner, path } = organization;
  await owner.stepUp("change-sso");
  return owner.post(`${path}/connections`, { kind: "saml", name: "Id", metadata });
};

test.each<[string, () => object, string]>([
  ["metadata over http", () => ({ url: "http://idp.example/metadata" }), "#/metadata/url"],
  ["metadata at no address", () => ({ url: "idp.example" }), "#/metadata/url"],
  ["metadata at an address with a user", () => ({ url: "https://a@idp.example/" }), "#/metadata/url"],
  ["a place to sign in over http", () => ({ xml: idp.metadata().replace("https://idp.example/sso", "http://idp.example/sso") }), "#/metadata/xml"],
  ["a place to sign out over http", () => ({ xml: idp.metadata().replace("https://idp.example/slo", "http://idp.example/slo") }), "#/metadata/xml"],
  ["a place to sign in over http, typed", () => ({ ...partsOf(idp), ssoUrl: "http://idp.example/sso" }), "#/metadata/ssoUrl"],
  ["a script as a place to sign in", () => ({ ...partsOf(idp), ssoUrl: "javascript:alert(1)" }), "#/metadata/ssoUrl"],
])("%s is refused where no network of one's own is listed", async (_name, metadata, pointer) => {
  const reply = await begin(metadata());
  expect([reply.status, slugOf(reply)]).toEqual([422, "invalid-request"]);
  expect(reply.body.errors).toMatchObject([{ pointer, detail: expect.stringMatching(/https/) }]);
});

test("where passwords are managed is an https address, or nowhere", async () => {
  const { id } = expectStatus(await begin({ xml: idp.metadata() }), 201).body;
  const change = (managePasswordUrl: string | null) =>
    organization.owner.call("PATCH", `${organization.path}/connections/${id}`, { managePasswordUrl });
  for (const url of ["http://idp.example/password", "javascript:alert(1)", "idp.example"]) {
    const reply = await change(url);
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([422, "#/managePasswordUrl"]);
  }
  expect((await change("https://idp.example/password?a=b")).body.managePasswordUrl).toBe("https://idp.example/password?a=b");
  expect((await change(null)).body.managePasswordUrl).toBeNull();
});
