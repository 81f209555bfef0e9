import { expect, test } from "vitest";
import { systemRandom } from "../../server/src/crypto/random.ts";
import { makeSelfSigned } from "../../server/src/crypto/self-signed.ts";
import { expectStatus } from "../../server/test/support/person.ts";
import { createOwned, oidcOf, proveDomain } from "../../server/test/support/single-sign-on.ts";
import { setSsoStage } from "./support/acme.ts";
import { carryOver, focused } from "./support/browser.ts";
import { look } from "./support/looks.ts";
import { says } from "./support/visitor.ts";

const stage = setSsoStage();

async function begin() {
  const organization = await createOwned(stage.server);
  await organization.owner.stepUp("change-sso");
  const show = async (path = "") => {
    await carryOver(stage.window, stage.server, organization.owner);
    await stage.window.page.goto(`/organizations/${organization.id}/single-sign-on${path}`);
    return stage.window.page;
  };
  const connect = async (given: object) =>
    expectStatus(await organization.owner.post(`${organization.path}/connections`, given), 201).body;
  return { ...organization, show, connect };
}

async function samlAt(at: string) {
  const now = stage.server.clock.now();
  const terms = { commonName: "idp.example", notBefore: now, notAfter: now + 400 * 86_400_000 };
  const { certificatePem } = await makeSelfSigned(systemRandom, terms);
  return { entityId: at, ssoUrl: at, certificates: [certificatePem] };
}

test("the details of a new connection have an address: Back and a reload keep what was chosen", async () => {
  const { show } = await begin();
  const page = await show("/connect");
  await page.getByRole("radio", { name: /Another, OpenID Connect/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL("**/connect/oidc/oidc");
  const heading = page.getByRole("heading", { level: 1, name: "Connect by OpenID Connect" });
  await heading.waitFor();
  expect(await focused(page)).toBe("Connect by OpenID Connect");
  await page.reload();
  await heading.waitFor();
  await page.goBack();
  await says(page, "Which provider do you use?");
  expect(await page.getByRole("radio", { name: /Another, OpenID Connect/ }).isChecked()).toBe(true);
});

test("what was read of a SAML provider is shown; its metadata may be a file, which stays in the browser", async () => {
  const { show, connect } = await begin();
  const at = "https://idp.example/saml";
  const { id } = await connect({ kind: "saml", name: "Acme SAML", metadata: await samlAt(at) });
  const page = await show(`/${id}/edit`);
  await look(page, "Entity ID of the provider");
  expect(await page.locator("form dl").innerText()).toMatch(/idp\.example\/saml[^]*Ends/);
  await page
    .getByRole("radiogroup", { name: "How to give its details" })
    .getByRole("radio", { name: "Paste file" })
    .check();
  const sent: string[] = [];
  page.on("request", (request) => void sent.push(request.method()));
  const file = (name: string, text: string) => ({ name, mimeType: "text/xml", buffer: Buffer.from(text) });
  await page.getByLabel("Or choose the file").setInputFiles(file("large.xml", "<".repeat(1_000_001)));
  await says(page, "That file is larger than 1 MB.");
  await page.getByLabel("Or choose the file").setInputFiles(file("idp.xml", "<EntityDescriptor/>"));
  await expect.poll(() => page.getByLabel("Metadata file").inputValue()).toBe("<EntityDescriptor/>");
  expect(sent.filter((method) => method !== "GET")).toEqual([]);
  await look(page, "Or choose the file");
});

test("another issuer asks for the secret again, and says why", async () => {
  const { show, connect } = await begin();
  const { id } = await connect({ kind: "oidc", name: "Acme ID", ...oidcOf(stage.op) });
  const page = await show(`/${id}/edit`);
  await says(page, "Post-logout redirect URI");
  await page.getByLabel("Issuer").fill("https://other.example");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Test connection" }).click();
  await says(page, "What you changed here isn't saved yet.");
  await page.getByRole("button", { name: "Keep editing" }).click();
  await says(page, "Enter it again: it belongs to the issuer and client ID from before");
});

test("of several domains each button names its own; a record closes again; removing leads back to what is left", async () => {
  const organization = await begin();
  const { owner, path, show } = organization;
  const proven = await proveDomain(organization, stage.dns);
  await owner.stepUp("change-sso");
  expectStatus(await owner.post(`${path}/domains`, { name: "pending.example" }), 201);
  const page = await show();
  await says(page, proven);
  for (const name of [proven, "pending.example"])
    expect(await page.getByRole("button", { name: `Check now: ${name}` }).count()).toBe(1);
  await page.getByRole("button", { name: "Copy Value, pending.example" }).waitFor();
  const record = page.getByRole("button", { name: `Show record: ${proven}` });
  await record.click();
  await page.getByRole("button", { name: `Copy Value, ${proven}` }).waitFor();
  await page.getByRole("button", { name: `Hide record: ${proven}` }).click();
  await record.waitFor();
  await look(page, "pending.example");

  const remove = page.getByRole("link", { name: "Remove: pending.example" });
  await remove.click();
  await says(page, "It was never verified, so nobody is sent to your provider because of it.");
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  expect(await focused(page)).toBe("Remove: pending.example");
  await remove.click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  expect(await focused(page)).toBe("Domains");
});

test("of several connections the failures name their own", async () => {
  const { show, connect } = await begin();
  await connect({ kind: "oidc", name: "Acme ID", ...oidcOf(stage.op) });
  await connect({ kind: "saml", name: "Acme SAML", metadata: await samlAt("https://idp.example/saml") });
  const page = await show();
  for (const name of ["Acme ID", "Acme SAML"])
    await page.getByRole("heading", { name: `Recent failures of ${name}` }).waitFor();
});

test("a SAML connection's own certificates: seen, and a new one made beside the one before, once it was asked about", async () => {
  const { show, connect } = await begin();
  await connect({ kind: "saml", name: "Acme SAML", metadata: await samlAt("https://idp.example/saml") });
  const page = await show();
  await page.getByRole("button", { name: "Actions for Acme SAML" }).click();
  await page.getByRole("menuitem", { name: "Our certificates" }).click();
  await says(page, "In use");
  await says(page, "Fingerprint (SHA-256)");
  await look(page, "Our certificates for Acme SAML");
  await page.getByRole("button", { name: "Make a new one" }).click();
  await says(page, "Make a new certificate?");
  await look(page, "upload it at once");
  expect(await page.getByText("A new certificate is in use").count()).toBe(0);
  await page.getByRole("button", { name: "Make a new one" }).click();
  await says(page, "A new certificate is in use");
  await look(page, "Replaced. Opens answers until");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
});
