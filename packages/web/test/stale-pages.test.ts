import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { changeOrganization } from "../../server/src/policies/organizations.ts";
import { addMember, addWorkspaceWith, newMember } from "../../server/test/support/organizations.ts";
import { expectStatus, type Person } from "../../server/test/support/person.ts";
import { setPolicies } from "../../server/test/support/policies.ts";
import { carryOver } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setOrganizationStage } from "./support/stage.ts";
import { says } from "./support/visitor.ts";

const stage = setOrganizationStage({ MORTISE_DEFAULT_PLAN: "enterprise" });

async function open(path: string, as: Person = stage.owner): Promise<Page> {
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, as);
  await page.goto(`/organizations/${stage.organization.id}/${path}`);
  return page;
}

/** As after a while in another tab. */
async function lookBack(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((seen) => setTimeout(seen, 1100)));
  await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
}

/** Pressed again before the page could draw that it was pressed. */
function pressTwice(button: Locator): Promise<void> {
  return button.evaluate((element: HTMLElement) => {
    element.click();
    element.click();
  });
}

/** How often the page asked for a change at an address that ends so. */
function countChanges(page: Page, end: RegExp): () => number {
  let changes = 0;
  page.on("request", (request) => {
    if (request.method() !== "GET" && end.test(request.url())) changes += 1;
  });
  return () => changes;
}

const saveBar = (page: Page) => page.getByRole("region", { name: "Unsaved changes" });

test("what is pressed twice happens once", async () => {
  const page = await open("workspaces/new");
  const made = countChanges(page, /\/workspaces$/);
  await page.getByRole("dialog").getByLabel("Name").fill("Finance");
  await pressTwice(page.getByRole("button", { name: "Create workspace" }));
  await says(page, "Workspace “Finance” created");
  await page.getByRole("button", { name: "Actions for Finance" }).waitFor();
  expect(made()).toBe(1);

  await page.goto(`/organizations/${stage.organization.id}/members/invite`);
  const invited = countChanges(page, /\/invitations$/);
  await page.getByRole("dialog").getByLabel("Email").fill("newcomer@example.com");
  await pressTwice(page.getByRole("button", { name: "Send invitation" }));
  await says(page, "Invitation sent to newcomer@example.com");
  expect(invited()).toBe(1);
  await pressTwice(page.getByRole("button", { name: "Invite again: newcomer@example.com" }));
  await says(page, "Invitation sent to newcomer@example.com");
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("invitations-list");
  expect(invited()).toBe(2);

  await page.goto("/account/organizations/new");
  const founded = countChanges(page, /\/organizations$/);
  await page.getByRole("dialog").getByLabel("Name").fill("Alder & Co");
  await pressTwice(page.getByRole("button", { name: "Create organization" }));
  await says(page, "Alder & Co is ready");
  expect(founded()).toBe(1);
});

test("what one person began is not there for another who signs in in another tab", async () => {
  const odin = await protectedPerson(stage.server, "App");
  await odin.signIn();
  const page = await open("policies");
  await page.getByRole("switch", { name: "Require a second factor" }).check();
  await saveBar(page).waitFor();
  await addMember(stage.organization, odin, "admin");
  await carryOver(stage.window, stage.server, odin);
  await lookBack(page);
  await page.getByRole("button", { name: odin.name }).waitFor();
  await saveBar(page).waitFor({ state: "detached" });
  await expect.poll(() => page.getByRole("switch", { name: "Require a second factor" }).isChecked()).toBe(false);
});

test("a role that was lost closes the page at the first refusal, and takes it out of the navigation", async () => {
  const odin = await newMember(stage.organization, "admin");
  await odin.bindTotp("App");
  const page = await open("members/invite", odin);
  await page.getByRole("dialog").getByLabel("Email").fill("newcomer@example.com");
  const member = `${stage.organization.path}/members/${odin.accountId}`;
  expectStatus(await stage.owner.call("PATCH", member, { role: "member" }), 200);
  await page.getByRole("button", { name: "Send invitation" }).click();
  await says(page, "There's no page here");
  await page.getByRole("link", { name: "Members" }).waitFor({ state: "detached" });
});

test("a place that was lost closes the page", async () => {
  const odin = await newMember(stage.organization, "admin");
  const page = await open("members", odin);
  await page.getByRole("table", { name: "Members of the organization" }).waitFor();
  expectStatus(await stage.owner.call("DELETE", `${stage.organization.path}/members/${odin.accountId}`), 204);
  await page.getByLabel("Role", { exact: true }).selectOption("Admin");
  await says(page, "There's no page here");
  await page.getByRole("link", { name: "Members" }).waitFor({ state: "detached" });
});

test("what others saved meanwhile is said in the review, and is not put back as it was", async () => {
  const page = await open("policies");
  await page.getByLabel("Confirmation lasts").selectOption("5 minutes");
  await saveBar(page).getByText("Confirmation").waitFor();
  await setPolicies(stage.server, stage.organization, {
    stepUp: { windowSeconds: 60, strength: "any" },
    rememberedDevices: { maxDays: 7 },
  });
  await page.getByRole("link", { name: "Review and save" }).click();
  const review = page.getByRole("dialog", { name: "Review 1 change" });
  await review.getByText("Someone else changed this since you opened the page").waitFor();
  await review.getByText("Confirmation: your change would replace what is saved now").waitFor();
  await review.getByText("1 minute, anything").waitFor();
  await page.getByRole("button", { name: "Save changes" }).click();
  await says(page, "Policies saved");
  const saved = expectStatus(await stage.owner.get(`${stage.organization.path}/policies`), 200).body;
  expect(saved).toMatchObject({ stepUp: { windowSeconds: 300 }, rememberedDevices: { maxDays: 7 } });
});

test("of a change that is refused half-way, what was saved is off the list", async () => {
  const { organization, server } = stage;
  await addWorkspaceWith(organization, "Finance", [stage.owner]);
  const page = await open("policies");
  await page.getByLabel("Confirmation lasts").selectOption("5 minutes");
  await page.getByRole("button", { name: "Add workspace rule" }).click();
  await page.getByRole("button", { name: "Add rule" }).click();
  await page.getByRole("link", { name: "Review and save" }).click();
  const save = page.getByRole("button", { name: "Save changes" });
  await save.waitFor();
  await server.services.transact(({ tx }) => changeOrganization(tx, organization.id, { plan: "free" }));
  await save.click();
  const review = page.getByRole("dialog", { name: "Review 1 change" });
  await review.getByText("Some of it is saved: Confirmation.").waitFor();
  await review.getByText("Session timeouts in Finance").waitFor();
  await expect.poll(() => review.getByText("Confirmation", { exact: true }).count()).toBe(0);
});

test("nothing is said to be saved where nothing was", async () => {
  const { organization, server } = stage;
  await addWorkspaceWith(organization, "Finance", [stage.owner]);
  await addWorkspaceWith(organization, "Legal", [stage.owner]);
  const page = await open("policies");
  const dialog = page.getByRole("dialog", { name: "Add a workspace rule" });
  const addRule = async () => {
    await page.getByRole("button", { name: "Add workspace rule" }).click();
    await dialog.getByRole("button", { name: "Add rule" }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await addRule();
  await addRule();
  await page.getByRole("link", { name: "Review and save" }).click();
  const save = page.getByRole("button", { name: "Save changes" });
  await save.waitFor();
  await server.services.transact(({ tx }) => changeOrganization(tx, organization.id, { plan: "free" }));
  await save.click();
  const review = page.getByRole("dialog", { name: "Review 2 changes" });
  await review.getByText(/not part of the free plan/).waitFor();
  await expect.poll(() => review.getByText("Some of it is saved").count()).toBe(0);
});

test("a row that is added to the list is where typing goes on", async () => {
  const page = await open("policies");
  await page.getByRole("switch", { name: "Limit access to these addresses" }).check();
  await page.getByRole("button", { name: "Add address or range" }).click();
  await page.keyboard.type("192.0.2.7");
  await expect.poll(() => page.getByLabel("Address or range 2", { exact: true }).inputValue()).toBe("192.0.2.7");
});

test("a list that is turned on and off again leaves nothing to save", async () => {
  const page = await open("policies");
  const limit = page.getByRole("switch", { name: "Limit access to these addresses" });
  await limit.check();
  await saveBar(page).waitFor();
  await limit.uncheck();
  await saveBar(page).waitFor({ state: "detached" });
});

test("where lists can't be loaded, the page says so and offers to try again", async () => {
  const finance = await addWorkspaceWith(stage.organization, "Finance");
  const { page } = stage.window;
  const refuse = { status: 429, contentType: "application/problem+json", body: "{}" };
  await page.route(/\/workspaces\?/, (route) => route.fulfill(refuse));
  await open(`workspaces/${finance}`);
  await says(page, "We couldn't load the workspaces");
  await page.unroute(/\/workspaces\?/);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Finance", level: 1 }).waitFor();
  await page.route(/\/members\/search/, (route) => route.fulfill(refuse));
  await page.getByRole("link", { name: "Add members" }).click();
  await page.getByRole("dialog").getByText("We couldn't load the members").waitFor();
});
