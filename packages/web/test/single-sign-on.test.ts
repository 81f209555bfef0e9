import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { newMember } from "../../server/test/support/organizations.ts";
import type { Person } from "../../server/test/support/person.ts";
import { createOwned, type SsoOrganization } from "../../server/test/support/single-sign-on.ts";
import { acmeOf, employee, setSsoStage } from "./support/acme.ts";
import { carryOver, expectAccessible, focused } from "./support/browser.ts";
import { inspect } from "./support/looks.ts";
import { enterEmail, says } from "./support/visitor.ts";

const stage = setSsoStage();

/** An owner in the window, with fresh proof, at the page of their organization. */
async function open(owner: Person, org: string, path = ""): Promise<Page> {
  const { page } = stage.window;
  await owner.stepUp("change-sso");
  await carryOver(stage.window, stage.server, owner);
  await page.goto(`/organizations/${org}/single-sign-on${path}`);
  return page;
}

test("from nothing to a connection that is on: domain, provider, test", async () => {
  const { owner, id } = await createOwned(stage.server);
  const page = await open(owner, id);
  await says(page, "Let people sign in with their work account");
  await expectAccessible(page, "no single sign-on yet");

  await page.getByRole("link", { name: "Start with your domain" }).click();
  await page.getByRole("textbox", { name: "Domain" }).fill("story.example");
  await page.getByRole("dialog").getByRole("button", { name: "Add domain" }).click();
  await says(page, "Waiting for DNS");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await focused(page)).toBe("story.example");
  stage.dns.table.set("_mortise.story.example", { txt: ["v=spf1 -all"] });
  await page.getByRole("button", { name: "Check now" }).click();
  await says(page, "The record isn't there yet");
  await says(page, "v=spf1 -all");
  await expectAccessible(page, "a record that is not there");
  const value = await page.locator(".m-copies code").nth(2).innerText();
  stage.dns.table.set("_mortise.story.example", { txt: [value] });
  await page.getByRole("button", { name: "Check now" }).click();
  await says(page, "Verified");

  await page.getByRole("link", { name: "Connect a provider" }).click();
  await page.getByRole("radio", { name: /Keycloak/ }).check();
  await expectAccessible(page, "the choice of a provider");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Name").fill("Acme ID");
  await page.getByRole("button", { name: "Save draft" }).click();
  await says(page, "Fill this in.");
  await page.getByLabel("Issuer").fill(stage.op.issuer);
  await page.getByLabel("Client ID").fill(stage.op.clientId);
  await page.getByLabel("Client secret").fill("wrong");
  await page.getByRole("button", { name: "Save draft" }).click();
  await says(page, "Copy these addresses over");
  await expectAccessible(page, "a draft");

  stage.op.user = { sub: "boss", email: "boss@story.example", name: "The Boss", groups: ["a"] };
  await page.getByRole("button", { name: "Test connection" }).click();
  await page.getByRole("heading", { name: "Test result" }).waitFor();
  await says(page, "To mend it");
  await expectAccessible(page, "a failed test");
  await page.getByRole("link", { name: "Edit connection" }).click();
  await page.getByLabel("Client secret").fill(stage.op.clientSecret);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await says(page, "Connection saved");
  await page.getByRole("button", { name: "Test connection" }).click();
  await says(page, "Every check passed");
  await says(page, /^All \d+ passed\. Signed in there as boss@story\.example/);
  expect(await focused(page)).toBe("Test result");
  await expectAccessible(page, "a passed test");
  expect(await page.getByText(/^nothing$|\d{4}-\d\d-\d\dT/).count()).toBe(0);
  await page.getByRole("link", { name: "Turn on" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Turn on" }).click();
  await says(page, "On, optional");
});

async function openAcme(path = "", acme?: SsoOrganization): Promise<{ page: Page; acme: SsoOrganization }> {
  const found = acme ?? (await acmeOf(stage));
  return { page: await open(found.owner, found.id, path), acme: found };
}

test("settings say how its word is taken", async () => {
  const { page, acme } = await openAcme();
  await page.getByRole("button", { name: "Actions for Acme ID" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await page.getByLabel("Second factor").selectOption("when-asserted");
  await page.getByLabel("Methods that must be named (amr)").fill("mfa, hwk");
  await page.getByLabel("Where people change their password").fill("https://id.acme.example/password");
  await expectAccessible(page, "settings of a connection");
  await page.getByRole("button", { name: "Save" }).click();
  await says(page, "Counted when the provider says it checked one");
  const { body } = await acme.owner.get(acme.connection);
  expect(body).toMatchObject({
    trustSecondFactor: "when-asserted",
    requiredAmr: ["mfa", "hwk"],
    managePasswordUrl: "https://id.acme.example/password",
  });
});

test("rules are previewed before they are saved", async () => {
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  stage.op.user = { ...stage.op.user, groups: ["Admins"] };
  await stage.window.page.goto("/sign-in");
  await enterEmail(stage.window.page, kim.email);
  await stage.window.page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await stage.window.page.waitForURL("**/security");
  const { page } = await openAcme(`/${acme.connectionId}/rules`, acme);
  await page.getByRole("button", { name: "Add rule" }).click();
  await page.getByRole("button", { name: "Save rules" }).click();
  await says(page, "Enter the value it is to have.");
  expect(await page.getByLabel("Is or has").evaluate((field) => field === document.activeElement)).toBe(true);
  await page.getByLabel("Is or has").fill("Admins");
  await page.getByLabel("Role", { exact: true }).selectOption("admin");
  await says(page, "becomes a member. Owners stay owners.");
  await page.getByRole("button", { name: "Save rules" }).click();
  await says(page, "A rule makes people admins. Look at who they are, then save.");
  await says(page, "1 person would change");
  await page.getByRole("link", { name: "Single sign-on" }).first().click();
  await says(page, "Your changes to the role rules aren't saved yet.");
  await page.getByRole("button", { name: "Keep editing" }).click();
  await expectAccessible(page, "rules with their preview");
  await page.getByRole("button", { name: "Save rules" }).click();
  await says(page, "Rules saved");
  expect((await acme.owner.get(acme.connection)).body.roleRules).toEqual([
    { attribute: "groups", equals: "Admins", role: "admin" },
  ]);
});

test("a set-up link is shown once, and taken back", async () => {
  const { page } = await openAcme("/set-up-link");
  await page.getByRole("button", { name: "Make link" }).click();
  await says(page, "Copy the link now");
  await expectAccessible(page, "a set-up link, shown once");
  expect(await page.locator("#set-up-url").innerText()).toMatch(/\/set-up#token=/);
  await page.keyboard.press("Escape");
  await page.getByLabel("I've copied the link").check();
  await page.getByRole("button", { name: "Done" }).click();
  await says(page, "There is a link");
  await page.getByRole("link", { name: "Take back" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
  await says(page, "There is no link now.");
});

test("it is turned off, and deleted", async () => {
  const { page } = await openAcme();
  await page.getByRole("button", { name: "Actions for Acme ID" }).click();
  await page.getByRole("menuitem", { name: "Turn off" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Turn off" }).click();
  await says(page, "Nobody can sign in with it.");
  await page.getByRole("button", { name: "Actions for Acme ID" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await says(page, "Let people sign in with their work account");
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  expect(await focused(page)).toBe("Single sign-on");
});

test("an auditor sees it all, failures too, and can change nothing", async () => {
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  const { page } = stage.window;
  stage.op.lies.claims = { aud: "another" };
  await page.goto("/sign-in");
  await enterEmail(page, kim.email);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await says(page, /^trac_/);
  const auditor = await newMember(acme, "auditor");
  await carryOver(stage.window, stage.server, auditor);
  await inspect(page, `/organizations/${acme.id}/single-sign-on`, "Recent failures");
  await says(page, "The answer is for us");
  await says(page, "Verified");
  for (const name of ["Add domain", "Make a link", "Test", "Actions for Acme ID"])
    expect(await page.getByRole("button", { name }).or(page.getByRole("link", { name })).count(), name).toBe(0);
});
