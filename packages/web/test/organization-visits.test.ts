import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import {
  addMember,
  addWorkspaceWith,
  newMember,
  type TestOrganization,
} from "../../server/test/support/organizations.ts";
import { expectStatus, Person } from "../../server/test/support/person.ts";
import { setPolicies } from "../../server/test/support/policies.ts";
import { SoftwareAuthenticator } from "../../server/test/support/software-authenticator.ts";
import { plugIn } from "./support/authenticators.ts";
import { carryOver, closeClean, focused, openWindow } from "./support/browser.ts";
import { protectedPerson, startHosted } from "./support/hosted.ts";
import { saveCodes } from "./support/passkey-steps.ts";
import { setOrganizationStage } from "./support/stage.ts";
import { confirm, says } from "./support/visitor.ts";

const operatorAddress = "ops@example.com";
const stage = setOrganizationStage({
  MORTISE_DEFAULT_PLAN: "enterprise",
  MORTISE_ORIGINS: "http://notes.localhost:4999",
});
let page: Page;
let owner: Person;
let organization: TestOrganization;
beforeEach(() => {
  ({ owner, organization } = stage);
  ({ page } = stage.window);
});

const visit = async (person: Person, path: string) => {
  await carryOver(stage.window, stage.server, person);
  await page.goto(path);
};

test("where only operators make organizations, nobody else is offered to", async () => {
  const settings = { MORTISE_ORGANIZATION_CREATION: "operators", MORTISE_OPERATORS: operatorAddress };
  const operated = await startHosted(settings);
  const theirs = await openWindow(stage.browser, operated);
  try {
    const member = await (await protectedPerson(operated)).signIn();
    await carryOver(theirs, operated, member);
    await theirs.page.goto("/account/organizations/new");
    await says(theirs.page, "New ones are created by the people who run this service.");
    expect(await theirs.page.getByRole("link", { name: "New organization" }).count()).toBe(0);
    expect(await theirs.page.getByRole("dialog").count()).toBe(0);
    const operator = await (await new Person(operated, operatorAddress).signUp()).signIn();
    await theirs.context.clearCookies();
    await carryOver(theirs, operated, operator);
    await theirs.page.goto("/account");
    await theirs.page.getByRole("link", { name: "New organization" }).waitFor();
    await closeClean(theirs);
  } finally {
    await operated.close();
  }
});

test("workspaces beyond the first hundred are listed, found by their address, and keep no hidden rule", async () => {
  const oldest = await addWorkspaceWith(organization, "Oldest");
  for (let each = 0; each < 100; each++) await addWorkspaceWith(organization, `Team ${each}`);
  await setPolicies(stage.server, organization, { session: { idleSeconds: 900, absoluteSeconds: 3600 } }, oldest);
  const home = `/organizations/${organization.id}`;
  await visit(owner, `${home}/workspaces`);
  await page.getByRole("link", { name: "Team 99" }).waitFor();
  expect(await page.getByRole("link", { name: "Oldest" }).count()).toBe(0);
  await page.getByRole("button", { name: "Load more" }).click();
  await page.getByRole("link", { name: "Oldest" }).waitFor();
  await page.getByRole("button", { name: "Load more" }).waitFor({ state: "hidden" });
  await expect.poll(() => focused(page)).toBe("Oldest");
  await page.goto(`${home}/workspaces/${oldest}`);
  await page.getByRole("heading", { name: "Oldest", level: 1 }).waitFor();
  await page.goto(`${home}/policies`);
  await page.getByRole("button", { name: "Remove rule for Oldest" }).waitFor();
});

test("invitations beyond the first hundred are listed", async () => {
  for (let each = 0; each < 101; each++) {
    if (each % 60 === 0) await owner.signIn();
    expectStatus(
      await owner.post(`${organization.path}/invitations`, { email: `p${each}@example.org`, role: "member" }),
      201,
    );
  }
  await visit(owner, `/organizations/${organization.id}/members`);
  const oldest = page.getByRole("row").filter({ hasText: "p0@example.org" });
  await page.getByRole("row").filter({ hasText: "p100@example.org" }).waitFor();
  expect(await oldest.count()).toBe(0);
  await page.getByRole("button", { name: "Load more" }).click();
  await oldest.waitFor();
});

test("a workspace whose limit has passed asks for a fresh proof, then leads on to the host", async () => {
  const member = await newMember(organization);
  const finance = await addWorkspaceWith(organization, "Finance", [member]);
  await setPolicies(stage.server, organization, { session: { idleSeconds: 60, absoluteSeconds: 43_200 } }, finance);
  const there = new URLSearchParams({
    return_to: "http://notes.localhost:4999/finance",
    organization: organization.id,
    workspace: finance,
  });
  const hosts: string[] = [];
  await page.route("http://notes.localhost:4999/**", (route) => {
    hosts.push(route.request().url());
    return route.fulfill({ contentType: "text/html", body: "<title>Notes</title><p>Notes of Finance</p>" });
  });
  stage.server.clock.advance(61);
  await visit(member, `/go-on?${there.toString()}`);
  const asked = page.getByRole("dialog", { name: "Confirm it's you" });
  await asked.getByRole("button", { name: "Cancel" }).click();
  await says(page, "The workspace Finance of Larkfield Studio asks for a fresh sign-in after a while.");
  expect(hosts).toEqual([]);
  await page.getByRole("button", { name: "Confirm it's you" }).click();
  await asked.getByLabel("Password", { exact: true }).fill(member.password);
  await asked.getByRole("button", { name: "Confirm" }).click();
  await says(page, "Notes of Finance");
  expect(hosts).toEqual(["http://notes.localhost:4999/finance"]);
  there.set("workspace", await addWorkspaceWith(organization, "Design"));
  await page.goto(`${stage.server.services.config.publicUrl}/go-on?${there.toString()}`);
  await says(page, "You can't go on there");
  await page.getByRole("link", { name: "Go to Security" }).click();
  await page.getByRole("heading", { name: "Security", level: 1 }).waitFor();
});

test("a session below what an organization asks is confirmed where it stands, and goes on", async () => {
  const member = await newMember(organization);
  const before = await member.elsewhere().signIn();
  await member.bindTotp("Phone");
  await setPolicies(stage.server, organization, { secondFactor: { required: "two-factor", graceDays: 0 } });
  await visit(before, "/activity");
  const asked = page.getByRole("dialog", { name: "Confirm it's you" });
  await asked.getByRole("button", { name: "Cancel" }).click();
  await says(page, "Larkfield Studio asks for stronger proof than this sign-in gave.");
  await page.getByRole("button", { name: "Confirm it's you" }).click();
  await confirm(page, member);
  await page.getByRole("heading", { name: "Activity", level: 1 }).waitFor();
});

test("a passkey is bound where an organization asks for one, and one goes on where one was", async () => {
  const member = await newMember(organization);
  await setPolicies(stage.server, organization, { secondFactor: { required: "phishing-resistant", graceDays: 0 } });
  await plugIn(stage.window);
  await visit(member, "/activity");
  await says(page, "Set up a passkey or security key to go on");
  expect(await page.getByRole("link", { name: /Authenticator app/ }).count()).toBe(0);
  await page.getByRole("link", { name: /^Passkey/ }).click();
  await page.getByRole("button", { name: "Create passkey" }).click();
  await saveCodes(page);
  await page.getByRole("heading", { name: "Activity", level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/activity");
});

test("whoever is suspended while a page is open is told so, in the navigation too", async () => {
  const admin = await newMember(organization, "admin");
  await visit(admin, `/organizations/${organization.id}/policies`);
  await page.getByLabel("Password rules").selectOption("15 characters, any kind");
  await page.getByRole("link", { name: "Review and save" }).waitFor();
  expectStatus(await owner.post(`${organization.path}/members/${admin.accountId}/suspend`), 204);
  const refused = page.getByRole("dialog").getByText("Your membership in this organization is suspended.");
  const told = refused.or(page.getByText("You can't act here until you're restored")).first();
  // The review's own question may be refused first, or the page's beneath it, which may ask by itself before the click.
  const clicked = page.getByRole("link", { name: "Review and save" }).click();
  await Promise.race([told.waitFor(), clicked.catch(() => undefined)]);
  await told.waitFor();
  await page.goto(`/organizations/${organization.id}/members`);
  await says(page, "You can't act here until you're restored");
  await page.getByRole("link", { name: "Suspended" }).waitFor();
  expect(await page.getByRole("link", { name: "Policies" }).count()).toBe(0);
});

test("whoever is suspended leaves from there, after a confirmation, and is gone from the list", async () => {
  const member = await newMember(organization);
  expectStatus(await owner.post(`${organization.path}/members/${member.accountId}/suspend`), 204);
  await visit(member, `/organizations/${organization.id}/members`);
  await page.getByRole("link", { name: "Leave organization" }).click();
  await page
    .getByRole("alertdialog", { name: /^Leave / })
    .getByRole("button", { name: "Leave organization" })
    .click();
  await says(page, "You don't belong to an organization");
  expect((await member.get("/v1/organizations")).body.items).toEqual([]);
});

test("two owners are named for break-glass, and whoever comes in by it is told so", async () => {
  const second = await protectedPerson(stage.server);
  await addMember(organization, second, "owner");
  await plugIn(stage.window);
  await visit(owner, "/security/passkeys/new");
  await page.getByRole("button", { name: "Create passkey" }).click();
  await confirmIfAsked(page, owner);
  await page.getByRole("button", { name: "Done" }).click();
  const home = `/organizations/${organization.id}/policies`;
  await page.goto(home);
  await says(page, "It takes two owners with a passkey.");
  await expect.poll(() => page.getByRole("checkbox", { name: new RegExp(owner.email) }).isDisabled()).toBe(true);
  await (await second.signIn()).bindPasskey(new SoftwareAuthenticator(stage.server.services.config.publicUrl));
  await page.reload();
  for (const { email } of [owner, second]) await page.getByRole("checkbox", { name: new RegExp(email) }).check();
  await page.getByRole("switch", { name: "Limit access to these addresses" }).check();
  await page.getByLabel("Address or range 1", { exact: true }).fill("192.0.2.0/24");
  await says(page, "You'd lock yourself out");
  await page.getByRole("switch", { name: "Limit access to these addresses" }).uncheck();
  await page.getByRole("link", { name: "Review and save" }).click();
  await page.getByRole("dialog").getByText(second.name).first().waitFor();
  await page.getByRole("button", { name: "Save changes" }).click();
  await says(page, "Policies saved");
  const entries = [{ cidr: "192.0.2.0/24", label: "Office" }];
  await setPolicies(stage.server, organization, { ipAllowlist: { enabled: true, entries, adminEntries: null } });
  await page.reload();
  await says(page, "You came in by break-glass, and all owners were told.");
  await page.getByLabel("Password rules").selectOption("15 characters, any kind");
  await page.getByRole("link", { name: "Review and save" }).waitFor();
  await page.getByLabel("Address or range 1", { exact: true }).fill("192.0.3.0/24");
  await says(page, "You'd lock yourself out");
});

async function confirmIfAsked(on: Page, person: Person): Promise<void> {
  const asked = on.getByRole("dialog", { name: "Confirm it's you" });
  const done = on.getByRole("button", { name: "Done" });
  await asked.or(done).first().waitFor();
  if (await asked.isVisible()) await confirm(on, person);
}

test("a used invitation leads whoever is signed in back to their own pages", async () => {
  const member = await (await new Person(stage.server).signUp()).signIn();
  expectStatus(await owner.post(`${organization.path}/invitations`, { email: member.email, role: "member" }), 201);
  const [mail] = await member.mails(member.email);
  const token = /\/invitation#token=(\S+)/.exec(mail?.text ?? "")?.[1];
  expectStatus(await member.post("/v1/invitations/accept", { token }), 200);
  await visit(member, `/invitation#token=${token}`);
  await says(page, "This invitation doesn't work any more");
  await page.getByRole("link", { name: "Go to Security" }).click();
  await page.getByRole("heading", { name: "Security", level: 1 }).waitFor();
});
