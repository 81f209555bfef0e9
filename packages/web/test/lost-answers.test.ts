import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { invitationToken, newMember } from "../../server/test/support/organizations.ts";
import { expectStatus, Person } from "../../server/test/support/person.ts";
import { carryOver } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setOrganizationStage } from "./support/stage.ts";
import { says } from "./support/visitor.ts";

const stage = setOrganizationStage();

/** The change is made, and its answer gets lost; or the request is cut off before. */
async function lose(page: Page, method: string, path: string, made: boolean): Promise<void> {
  await page.route(`**/v1${path}`, async (route) => {
    if (route.request().method() !== method) return route.continue();
    if (!made) return route.abort();
    const answer = await route.fetch();
    await route.fulfill({ status: 502, headers: answer.headers(), body: "" });
  });
}

function forgiveLost(): void {
  expect(stage.window.faults.splice(0).every((fault) => /ERR_FAILED|status of 502/.test(fault))).toBe(true);
}

async function openAs(person: Person, path: string): Promise<Page> {
  await carryOver(stage.window, stage.server, person);
  await stage.window.page.goto(path);
  return stage.window.page;
}

const namesOf = async (person: Person): Promise<string[]> =>
  expectStatus(await person.get("/v1/organizations"), 200).body.items.map(({ name }: { name: string }) => name);

test.each([
  ["made: the page goes on as after any other", true],
  ["not made: the page says so", false],
])("a new organization whose answer gets lost, %s", async (_name, made) => {
  const page = await openAs(stage.owner, "/account/organizations/new");
  await lose(page, "POST", "/organizations", made);
  // Another of that name is there already, and is not taken for it.
  await page.getByRole("dialog").getByLabel("Name").fill("Larkfield Studio");
  await page.getByRole("button", { name: "Create organization" }).click();
  await says(page, made ? "Larkfield Studio is ready" : "so we asked it again: nothing was changed");
  expect(await namesOf(stage.owner)).toHaveLength(made ? 2 : 1);
  forgiveLost();
});

test.each([
  ["made: one is a member and is led there", true],
  ["not made: the page says so, and the link still works", false],
])("an invitation accepted whose answer gets lost, %s", async (_name, made) => {
  const guest = await protectedPerson(stage.server, "Phone");
  const { path } = stage.organization;
  expectStatus(await stage.owner.post(`${path}/invitations`, { email: guest.email, role: "admin" }), 201);
  const page = await openAs(await guest.signIn(), `/invitation#token=${await invitationToken(guest)}`);
  await lose(page, "POST", "/invitations/accept", made);
  await page.getByRole("button", { name: "Join Larkfield Studio" }).click();
  if (made) await page.waitForURL("**/members");
  await says(page, made ? "You've joined Larkfield Studio" : "so we asked it again: nothing was changed");
  expect(await namesOf(guest)).toEqual(made ? ["Larkfield Studio"] : []);
  forgiveLost();
});

test.each([
  ["made", true],
  ["not made", false],
])("policies saved whose answer gets lost, %s: the page knows which", async (_name, made) => {
  const page = await openAs(stage.owner, `/organizations/${stage.organization.id}/policies`);
  await page.getByRole("switch", { name: "Require a second factor" }).check();
  await page.getByRole("link", { name: "Review and save" }).click();
  await lose(page, "PUT", `/organizations/${stage.organization.id}/policies`, made);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Save" }).click();
  await says(page, made ? "Policies saved" : "so we asked it again: nothing was changed");
  const { secondFactor } = expectStatus(await stage.owner.get(`${stage.organization.path}/policies`), 200).body;
  expect(secondFactor !== null).toBe(made);
  forgiveLost();
});

test.each([
  ["Sign out everywhere", "end-sessions", true],
  ["Sign out everywhere", "end-sessions", false],
  ["Ask for a new password", "require-password-reset", true],
  ["Ask for a new password", "require-password-reset", false],
])("%s whose answer gets lost (%s, made: %s): the page knows whether it was done", async (label, act, made) => {
  const member = await newMember(stage.organization);
  expectStatus(await member.call("PATCH", "/v1/account", { name: "Iris Calder" }), 200);
  const page = await openAs(stage.owner, `/organizations/${stage.organization.id}/members`);
  await lose(page, "POST", `/organizations/*/members/*/${act}`, made);
  await page.getByRole("button", { name: "Actions for Iris Calder" }).click();
  await page.getByRole("menuitem", { name: label }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: label }).click();
  await says(page, made ? "The change was made" : "so we asked it again: nothing was changed");
  expect((await member.get("/v1/session")).status).toBe(made ? 401 : 200);
  forgiveLost();
});

test.each([
  ["made", true],
  ["not made", false],
])(
  "an invitation sent again whose answer gets lost, %s: the one that waited is not taken for it",
  async (_name, made) => {
    const { id, path } = stage.organization;
    const email = "waiting@example.com";
    const sent = expectStatus(await stage.owner.post(`${path}/invitations`, { email, role: "member" }), 201).body;
    const page = await openAs(stage.owner, `/organizations/${id}/members`);
    await lose(page, "POST", `/organizations/${id}/invitations`, made);
    await page.getByRole("button", { name: `Invite again: ${email}` }).click();
    await says(page, made ? "The change was made" : "so we asked it again: nothing was changed");
    const { items } = expectStatus(await stage.owner.get(`${path}/invitations`), 200).body;
    expect(items.map((item: { id: string }) => item.id === sent.id)).toEqual([!made]);
    forgiveLost();
  },
);

test.each([
  ["made", "Design", true, true],
  ["not made", "Design", false, false],
  ["refused, for another has its name", "Press", true, false],
])("a workspace whose answer gets lost, %s: the page knows which", async (_name, name, arrives, made) => {
  const { id, path } = stage.organization;
  expectStatus(await stage.owner.post(`${path}/workspaces`, { name: "Press" }), 201);
  const page = await openAs(stage.owner, `/organizations/${id}/workspaces/new`);
  await lose(page, "POST", `/organizations/${id}/workspaces`, arrives);
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await says(page, made ? "The change was made" : "so we asked it again: nothing was changed");
  forgiveLost();
});
