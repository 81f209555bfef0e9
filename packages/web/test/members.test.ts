import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { addMember, addWorkspaceWith, newMember } from "../../server/test/support/organizations.ts";
import { Person } from "../../server/test/support/person.ts";
import { setPolicies } from "../../server/test/support/policies.ts";
import { carryOver, closeClean, focused, openWindow } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setOrganizationStage } from "./support/stage.ts";
import { says } from "./support/visitor.ts";

const stage = setOrganizationStage();

/** Somebody known by a name, who is a member. */
async function join(name: string, role: "admin" | "member" | "owner" = "member"): Promise<Person> {
  const person = new Person(stage.server);
  person.name = name;
  await (await person.signUp()).signIn();
  await addMember(stage.organization, person, role);
  return person;
}

async function openMembers(as: Person = stage.owner): Promise<Page> {
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, as);
  await page.goto("/security");
  await page.getByRole("link", { name: "Members" }).click();
  await page.getByRole("heading", { name: "Members", level: 1 }).waitFor();
  await page.getByRole("table", { name: "Members of the organization" }).waitFor();
  return page;
}

const rowOf = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });

async function choose(page: Page, name: string, act: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: act }).click();
}

test("the list says who is protected how, and is narrowed by filters and a search", async () => {
  const maya = await join("Iris Calder");
  const odin = await join("Odin Pell", "admin");
  await odin.bindTotp("App");
  await addWorkspaceWith(stage.organization, "Finance", [maya]);
  await setPolicies(stage.server, stage.organization, { secondFactor: { required: "two-factor", graceDays: 14 } });
  const page = await openMembers();
  await rowOf(page, "Iris Calder").getByText("Password only").waitFor();
  // The last whole day, as the member's own banner has it: the period is over at the midnight that ends it.
  const { items } = (await stage.owner.get(`${stage.organization.path}/members`)).body;
  const { bindBy } = items.find(({ account }: { account: { id: string } }) => account.id === maya.accountId);
  const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(
    Date.parse(bindBy) - 1,
  );
  await rowOf(page, "Iris Calder").getByText(`Must set up a second factor by ${date}`).waitFor();
  await rowOf(page, "Iris Calder").getByText("Finance").waitFor();
  await rowOf(page, "Odin Pell").getByText("Second factor").waitFor();
  await says(page, "3 members");
  await page.getByLabel("Role", { exact: true }).selectOption("Admin");
  await says(page, "1 member");
  await expect.poll(() => rowOf(page, "Iris Calder").count()).toBe(0);
  await page.getByRole("button", { name: "Remove filter: Admin" }).click();
  await says(page, "3 members");
  await page.getByLabel("Search by name or address").fill("calder");
  await says(page, "1 member");
  await page.getByLabel("Protection").selectOption("Passkey");
  await says(page, "No members match");
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await says(page, "3 members");
});

test("an owner changes a role, suspends, restores and removes, each confirmed by name", async () => {
  const maya = await join("Iris Calder");
  const page = await openMembers();
  await choose(page, "Iris Calder", "Change role");
  const dialog = page.getByRole("dialog", { name: "Change the role of Iris Calder" });
  await dialog.getByText("Reads and exports the audit log, nothing else.").waitFor();
  await dialog.getByRole("radio", { name: /^Admin/ }).check();
  await dialog.getByRole("button", { name: "Change role" }).click();
  await says(page, "Iris Calder: Admin");
  await rowOf(page, "Iris Calder").getByText("Admin", { exact: true }).waitFor();
  await expect.poll(() => focused(page)).toBe("Actions for Iris Calder");

  await choose(page, "Iris Calder", "Suspend");
  const suspend = page.getByRole("alertdialog", { name: "Suspend Iris Calder?" });
  await expect.poll(() => focused(page)).toBe("Cancel");
  await suspend.getByRole("button", { name: "Suspend" }).click();
  await rowOf(page, "Iris Calder").getByText("Suspended").waitFor();

  const theirs = await openWindow(stage.browser, stage.server);
  await carryOver(theirs, stage.server, maya);
  await theirs.page.goto("/security");
  await theirs.page.getByRole("link", { name: "Suspended" }).click();
  await says(theirs.page, "You're suspended in Larkfield Studio");
  await expect.poll(() => theirs.page.getByRole("link", { name: "Members" }).count()).toBe(0);
  await closeClean(theirs);

  await choose(page, "Iris Calder", "Restore");
  await page.getByRole("alertdialog").getByRole("button", { name: "Restore" }).click();
  await says(page, "Iris Calder restored");
  await choose(page, "Iris Calder", "Remove from organization");
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove from organization" }).click();
  await says(page, "Iris Calder removed");
  await rowOf(page, "Iris Calder").waitFor({ state: "detached" });
});

test("a member is signed out everywhere and asked for a new password", async () => {
  const maya = await join("Iris Calder");
  const page = await openMembers();
  await choose(page, "Iris Calder", "Sign out everywhere");
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await says(page, "Iris Calder signed out everywhere");
  await rowOf(page, "Iris Calder").getByText("No sessions").waitFor();
  expect((await maya.get("/v1/session")).status).toBe(401);
  await page.getByRole("button", { name: "Actions for Iris Calder" }).click();
  await expect.poll(() => page.getByRole("menuitem", { name: "Sign out everywhere" }).count()).toBe(0);
  await page.getByRole("menuitem", { name: "Ask for a new password" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Ask for a new password" }).click();
  await says(page, "Iris Calder was asked for a new password");
});

test("ownership is handed over, and what the last owner may not do is said in words", async () => {
  const page = await openMembers();
  await choose(page, stage.owner.name, "Change role");
  await page.getByRole("radio", { name: /^Member/ }).check();
  await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
  await says(page, "This is the organization's last owner. Make someone else an owner first.");
  await page.getByRole("button", { name: "Cancel" }).click();
  await join("Iris Calder");
  await page.reload();
  await choose(page, "Iris Calder", "Make owner in my place");
  await says(page, "They become an owner, and you become an admin.");
  await page.getByRole("button", { name: "Hand over ownership" }).click();
  await says(page, "Iris Calder is an owner now, and you're an admin");
  await rowOf(page, "Iris Calder").getByText("Owner", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Actions for Iris Calder" }).waitFor({ state: "detached" });
});

test("what a role can't do is not offered, by an address neither", async () => {
  const odin = await protectedPerson(stage.server, "App");
  await odin.signIn();
  await addMember(stage.organization, odin, "admin");
  const page = await openMembers(odin);
  await expect.poll(() => page.getByRole("button", { name: `Actions for ${stage.owner.name}` }).count()).toBe(0);
  await page.goto(`/organizations/${stage.organization.id}/members/${stage.owner.accountId}/remove`);
  await says(page, "That can't be done");
  await page.getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("link", { name: "Invite people" }).click();
  await page.getByRole("radio", { name: /^Admin/ }).waitFor();
  await expect.poll(() => page.getByRole("radio", { name: /^Owner/ }).count()).toBe(0);
});

test("an organization is made, renamed and left", async () => {
  const { page } = stage.window;
  const member = await newMember(stage.organization);
  await carryOver(stage.window, stage.server, member);
  await page.goto("/account");
  await says(page, "Member, free plan");
  await page.getByRole("link", { name: "New organization" }).click();
  await page.getByRole("button", { name: "Create organization" }).click();
  await says(page, "Enter a name.");
  await page.getByRole("dialog").getByLabel("Name").fill("Alder & Co");
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
  await page.getByRole("button", { name: "Create organization" }).click();
  await says(page, "Alder & Co is ready");
  await page.getByRole("link", { name: "Members" }).click();
  await page.getByRole("link", { name: "Organization settings" }).click();
  await expect.poll(() => page.getByLabel("Time zone").inputValue()).toBe("Europe/Berlin");
  await page.getByRole("dialog").getByLabel("Name").fill("Alder and Company");
  await page.getByRole("button", { name: "Save" }).click();
  await says(page, "Organization settings saved");
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByRole("link", { name: "Leave Alder and Company" }).click();
  await page.getByRole("button", { name: "Leave organization" }).click();
  await answerConfirmation(page, member);
  await says(page, "This is the organization's last owner. Make someone else an owner first.");
  await page.getByRole("button", { name: "Stay" }).click();
  await page.getByRole("link", { name: "Leave Larkfield Studio" }).click();
  await page.getByRole("button", { name: "Leave organization" }).click();
  await says(page, "You've left Larkfield Studio");
  await page.getByRole("link", { name: "Leave Larkfield Studio" }).waitFor({ state: "detached" });
});

/** With the password, when it is asked for at all. */
async function answerConfirmation(page: Page, person: Person): Promise<void> {
  const asked = page.getByRole("dialog", { name: "Confirm it's you" });
  const refused = page.getByText("This is the organization's last owner");
  await asked.or(refused).first().waitFor();
  if (!(await asked.isVisible())) return;
  await asked.getByLabel("Password", { exact: true }).fill(person.password);
  await asked.getByRole("button", { name: "Confirm" }).click();
}
