import { expect, test } from "vitest";
import { changeConnection, findConnection } from "../../server/src/policies/connections.ts";
import { systemRandom } from "../../server/src/crypto/random.ts";
import { makeSelfSigned } from "../../server/src/crypto/self-signed.ts";
import { setPolicies } from "../../server/test/support/policies.ts";
import { expectStatus } from "../../server/test/support/person.ts";
import {
  createOwned,
  oidcOf,
  prepareToRequire,
  type SsoOrganization,
} from "../../server/test/support/single-sign-on.ts";
import { acmeOf, employee, setSsoStage } from "./support/acme.ts";
import { carryOver, expectAccessible } from "./support/browser.ts";
import { look } from "./support/looks.ts";
import { enterEmail, says } from "./support/visitor.ts";

const stage = setSsoStage();

async function openAs({ owner, id }: Pick<SsoOrganization, "owner" | "id">, path = "") {
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, owner);
  await page.goto(`/organizations/${id}/single-sign-on${path}`);
  return page;
}

test("it is optional until it is required: who must use it, who gets in when it breaks, what is needed", async () => {
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  await stage.window.page.goto("/sign-in");
  await enterEmail(stage.window.page, kim.email);
  await stage.window.page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await stage.window.page.waitForURL("**/security");
  await acme.owner.stepUp("change-sso");
  const page = await openAs(acme);
  await says(page, "On, optional");
  await says(page, "1 person in 30 days.");
  await says(page, "by Maya Wrenholt");
  await says(page, "Nobody is named yet");
  expect(await page.getByRole("link", { name: "Name 2 owners" }).getAttribute("href")).toMatch(
    /\/policies#break-glass$/,
  );
  await page.getByRole("button", { name: "Actions for Acme ID" }).click();
  await page.getByRole("menuitem", { name: "Turn off" }).click();
  await says(page, "1 person signed in with it in the last 30 days.");
  await says(page, "Whoever has neither asks for a link");
  await expectAccessible(page, "what turning it off does");

  await prepareToRequire(acme);
  await setPolicies(stage.server, acme, { singleSignOn: { required: "verified-domains" } });
  await openAs(acme);
  await says(page, "On, required at your domains");
  await says(page, "These 2 owners can still get in");
  expect(await page.getByText("Ready", { exact: true }).count()).toBe(2);
  await look(page, "Your domains can't be removed while");
  await page.getByRole("link", { name: "Remove" }).click();
  await says(page, `${acme.domain} is needed`);
  await expectAccessible(page, "a domain that is needed");
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Actions for Acme ID" }).click();
  await page.getByRole("menuitem", { name: "Turn off" }).click();
  await says(page, "Acme ID is needed");
  expect(await page.getByRole("button", { name: "Turn off" }).count()).toBe(0);
});

test("what became needed while it was asked about is kept, and says what to do first", async () => {
  const acme = await acmeOf(stage);
  await prepareToRequire(acme);
  const page = await openAs(acme);
  await page.getByRole("link", { name: `Remove: ${acme.domain}` }).click();
  await says(page, `Remove ${acme.domain}?`);
  await setPolicies(stage.server, acme, { singleSignOn: { required: "verified-domains" } });
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await says(page, `${acme.domain} is needed`);
  expect(await page.getByRole("alertdialog").getByRole("link", { name: "policies" }).getAttribute("href")).toMatch(
    /\/policies#single-sign-on$/,
  );
});

test("what a change that waits would make different, without its secret, and its discard", async () => {
  const acme = await acmeOf(stage);
  await acme.owner.stepUp("change-sso");
  const change = { ...oidcOf(stage.op), clientId: "another", clientSecret: "super-secret" };
  expectStatus(await acme.owner.call("PATCH", acme.connection, change), 200);
  const page = await openAs(acme);
  await says(page, "Change waiting");
  const changes = page.locator(".m-changes");
  expect(await changes.locator("li", { hasText: "Client ID" }).innerText()).toMatch(/mortise[^]*another/);
  await says(page, "The one you entered");
  expect(await page.content()).not.toContain("super-secret");
  await look(page, "Your change waits for a test");
  await page.getByRole("link", { name: "Discard" }).click();
  await expectAccessible(page, "the discard of a change");
  await page.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
  await page.getByText("Your change waits for a test").waitFor({ state: "detached" });
  expect((await acme.owner.get(acme.connection)).body).toMatchObject({ pendingRevision: null, status: "active" });
});

test("certificates are a table that says until when, how used, and from where; what ends soon is said truly", async () => {
  const { owner, id, path } = await createOwned(stage.server);
  await owner.stepUp("change-sso");
  const now = stage.server.clock.now();
  const terms = { commonName: "idp.example", notBefore: now, notAfter: now + 12 * 86_400_000 };
  const { certificatePem } = await makeSelfSigned(systemRandom, terms);
  const at = "https://idp.example/saml";
  const given = {
    kind: "saml",
    name: "Acme SAML",
    metadata: { entityId: at, ssoUrl: at, certificates: [certificatePem] },
  };
  const made = expectStatus(await owner.post(`${path}/connections`, given), 201).body;
  await stage.server.services.transact(async ({ tx }) => {
    const connection = await findConnection(tx, made.id as string);
    if (connection) await changeConnection(tx, connection, { activatedAt: now });
  });
  const page = await openAs({ owner, id });
  await says(page, "The certificate of Acme SAML ends in 12 days");
  await says(page, "Sign-ins go on with it");
  const row = page.getByRole("table", { name: "Certificates that Acme SAML signs with" }).getByRole("row").nth(1);
  expect(await row.innerText()).toMatch(/Given here[^]*in 12 days[^]*Never/);
  const { fingerprint } = made.certificates[0];
  expect(await row.locator(".m-sr").first().innerText()).toBe(fingerprint);
  await look(page, "Give us the metadata address");
  await page.getByRole("link", { name: "Add the new one" }).click();
  await page.waitForURL("**/edit");
  await says(page, "Sign on URL");
});

test("required, and nothing on: that is said above all else", async () => {
  const acme = await acmeOf(stage);
  await setPolicies(stage.server, acme, { singleSignOn: { required: "everyone" } });
  await stage.server.services.transact(async ({ tx }) => {
    const connection = await findConnection(tx, acme.connectionId);
    if (connection) await changeConnection(tx, connection, { disabledAt: stage.server.clock.now() });
  });
  const page = await openAs(acme);
  await says(page, "Single sign-on is required, and no connection is on");
  await expectAccessible(page, "nothing on, and required");
});

test("the policies show the connection that people must use", async () => {
  const acme = await acmeOf(stage);
  await carryOver(stage.window, stage.server, acme.owner);
  const { page } = stage.window;
  await page.goto(`/organizations/${acme.id}/policies`);
  await says(page, "On, optional");
  await says(page, acme.domain);
  await look(page, "Who must use it");
  expect(await page.getByRole("link", { name: "Edit" }).getAttribute("href")).toMatch(
    /\/single-sign-on\/conn_\w+\/edit$/,
  );
  stage.op.user = { sub: "boss", email: `boss@${acme.domain}` };
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await page.getByRole("heading", { name: "Test result" }).waitFor();
});
