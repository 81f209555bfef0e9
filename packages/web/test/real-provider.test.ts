import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Person } from "../../server/test/support/person.ts";
import { ownCertificatesOf } from "../../server/test/support/own-certificates.ts";
import { password, type SimpleSaml, startSimpleSaml } from "../../server/test/support/simplesamlphp.ts";
import { createOwned, proveDomain } from "../../server/test/support/single-sign-on.ts";
import { setSsoStage } from "./support/acme.ts";
import { carryOver } from "./support/browser.ts";
import { enterEmail, says } from "./support/visitor.ts";

// The pages with Debian's SimpleSAMLphp, whose own pages the browser shows in between.

const stage = setSsoStage();
let idp: SimpleSaml;
beforeAll(async () => {
  idp = await startSimpleSaml();
});
afterAll(() => idp.close());

/** Copies what our metadata says into the identity provider, as its administrator does. */
async function tell(owner: Person, connectionId: string): Promise<void> {
  const at = (what: string): string => `${stage.server.services.config.publicUrl}/sso/${connectionId}/${what}`;
  const certificates = await ownCertificatesOf(owner, connectionId);
  idp.setServiceProvider({ entityId: at("metadata"), acsUrl: at("acs"), logoutUrl: at("logout"), certificates });
}

/** Signs in on the provider's own page. */
async function signInThere(page: Page, name: string): Promise<void> {
  await page.waitForURL(`${idp.url}**`);
  await page.locator("input[name=username]").fill(name);
  await page.locator("input[name=password]").fill(password);
  await page.locator("input[name=password]").press("Enter");
}

async function goToProvider(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await enterEmail(page, email);
  await page.getByRole("button", { name: "Continue with Acme SAML" }).click();
}

test("set up from its metadata's address, tested and turned on; a member comes in by its own page, and is signed out there", async () => {
  const { page, context } = stage.window;
  const organization = await createOwned(stage.server);
  const { owner, path, id } = organization;
  const domain = await proveDomain(organization, stage.dns);
  idp.setPeople({ kim: { email: [`kim@${domain}`], displayName: ["Kim Doe"], groups: ["staff"] } });
  await owner.stepUp("change-sso");
  await carryOver(stage.window, stage.server, owner);

  await page.goto(`/organizations/${id}/single-sign-on`);
  await page.getByRole("link", { name: "Connect a provider" }).click();
  await page.getByRole("radio", { name: /Another, SAML 2\.0/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Name").fill("Acme SAML");
  await page.getByLabel("Metadata address").fill(idp.metadataUrl);
  await page.getByRole("button", { name: "Save draft" }).click();
  await says(page, "Copy these addresses over");
  const [{ id: connectionId }] = (await owner.get(`${path}/connections`)).body.items;
  await tell(owner, connectionId);
  expect((await owner.call("PATCH", `${path}/connections/${connectionId}`, { jit: "verified-domains" })).status).toBe(
    200,
  );

  await page.getByRole("button", { name: "Test connection" }).click();
  await signInThere(page, "kim");
  await says(page, "Every check passed");
  await page.getByRole("link", { name: "Turn on" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Turn on" }).click();
  await says(page, "On, optional");

  // Another computer: neither a session here nor one there.
  await context.clearCookies();
  const kim = new Person(stage.server, `kim@${domain}`);
  await goToProvider(page, kim.email);
  await signInThere(page, "kim");
  await page.waitForURL("**/security");
  for (const { name, value } of await context.cookies(stage.server.services.config.publicUrl))
    kim.cookies.set(name, value);
  expect((await kim.get("/v1/session")).body).toMatchObject({
    account: { email: kim.email, name: "Kim Doe" },
    proofs: [{ kind: "sso", connection: connectionId }],
  });

  // Signed out there, which ends it here; the next time its page asks anew.
  await page.goto(`${idp.url}saml2/idp/initSLO.php?RelayState=${encodeURIComponent(`${idp.url}logout.php`)}`);
  await page.waitForURL(`${idp.url}logout.php**`);
  await expect.poll(async () => (await kim.get("/v1/session")).status).toBe(401);
  await goToProvider(page, kim.email);
  await signInThere(page, "kim");
  await page.waitForURL("**/security");
});
