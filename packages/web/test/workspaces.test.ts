import { expect, test } from "vitest";
import { addWorkspaceWith, createOrganization, newMember } from "../../server/test/support/organizations.ts";
import { carryOver } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { says } from "./support/visitor.ts";

const stage = setStage();

async function openWorkspaces() {
  const owner = await (await protectedPerson(stage.server, "Phone")).signIn();
  const organization = await createOrganization(owner, { name: "Larkfield Studio" });
  await carryOver(stage.window, stage.server, owner);
  const { page } = stage.window;
  await page.goto("/security");
  await page.getByRole("link", { name: "Workspaces" }).click();
  return { page, organization, owner };
}

test("a workspace is made, renamed, and deleted with its policies", async () => {
  const { page } = await openWorkspaces();
  await says(page, "No workspaces yet");
  await page.getByRole("link", { name: "New workspace" }).click();
  await page.getByRole("button", { name: "Create workspace" }).click();
  await says(page, "Enter a name.");
  await page.getByRole("dialog").getByLabel("Name").fill("Finance");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await says(page, "Workspace “Finance” created");
  await page.getByRole("link", { name: "New workspace" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("finance");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await says(page, "Workspace “finance” created");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Actions for Finance", exact: true }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Accounts");
  await page.getByRole("button", { name: "Save name" }).click();
  await says(page, "Workspace renamed");
  await page.getByRole("button", { name: "Actions for Accounts" }).click();
  await page.getByRole("menuitem", { name: "Delete workspace" }).click();
  await says(page, "Its policies stop holding.");
  await page.getByRole("button", { name: "Delete workspace" }).click();
  await says(page, "Accounts deleted");
  await page.getByRole("button", { name: "Actions for Accounts" }).waitFor({ state: "detached" });
});

test("people are found, added, taken out and put back", async () => {
  const { page, organization } = await openWorkspaces();
  const member = await newMember(organization);
  await addWorkspaceWith(organization, "Finance");
  await page.reload();
  await page.getByRole("link", { name: "Finance" }).click();
  await says(page, "Nobody is in it yet");
  await page.getByRole("link", { name: "Add members" }).click();
  await page.getByLabel("Search by name or address").fill(member.email);
  const found = page.getByRole("list", { name: "Members of the organization" }).getByRole("listitem");
  await found.filter({ hasText: member.email }).getByRole("button", { name: /^Add / }).click();
  await found.filter({ hasText: member.email }).getByText("Added").waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("row").filter({ hasText: member.email });
  await row.getByRole("button", { name: /^Take out / }).click();
  await row.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await row.waitFor();
  await page.getByRole("link", { name: "All workspaces" }).click();
  await page
    .getByRole("row", { name: /Finance/ })
    .getByText("1 member")
    .waitFor();
  await expect.poll(() => new URL(page.url()).pathname).toMatch(/\/workspaces$/);
});

test("another organization's workspace is not there", async () => {
  const other = await createOrganization(await (await protectedPerson(stage.server, "Phone")).signIn());
  const theirs = await addWorkspaceWith(other, "Hidden");
  const { page, organization } = await openWorkspaces();
  await page.goto(`/organizations/${organization.id}/workspaces/${theirs}`);
  await says(page, "There's no page here");
});
