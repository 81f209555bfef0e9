import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { addMember, createOrganization, invitationToken } from "../../server/test/support/organizations.ts";
import { expectStatus, Person } from "../../server/test/support/person.ts";
import { startServer, type TestServer } from "../../server/test/support/test-server.ts";
import { carryOver, closeClean, openWindow } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { enterEmail, enterPassword, says } from "./support/visitor.ts";

const stage = setStage();
let addresses = 0;

const password = "Plain long sentence, 4 words";
const newAddress = () => `newcomer${++addresses}@example.com`;

async function found(at: TestServer) {
  const owner = await (await protectedPerson(at, "Phone")).signIn();
  return { owner, organization: await createOrganization(owner, { name: "Larkfield Studio" }) };
}

/** Invites over the API; answers the path of the mailed link. */
async function invitedPath(at: TestServer, email: string, role = "admin") {
  const { owner, organization } = await found(at);
  expectStatus(await owner.post(`${organization.path}/invitations`, { email, role }), 201);
  return { path: `/invitation#token=${await invitationToken(owner, email)}`, owner, organization };
}

async function verificationPath(person: Person, to: string): Promise<string> {
  const texts = (await person.mails(to)).map(({ text }) => text);
  const path = texts.map((text) => /\/verify-email\S*#token=\S+/.exec(text)?.[0]).find(Boolean);
  if (path === undefined) throw new Error(`No link was mailed to ${to}.`);
  return path;
}

/** From the invitation to a membership, with an account made on the way. */
async function joinAnew(page: Page, reader: Person, email: string, leadsTo?: string): Promise<void> {
  const addressesSeen: string[] = [];
  page.on("request", (request) => addressesSeen.push(request.url()));
  await says(page, "Join Larkfield Studio");
  await page.getByRole("link", { name: "Create an account to join" }).click();
  await expect.poll(() => page.getByLabel("Email").inputValue()).toBe(email);
  await page.getByLabel("Name").fill("Newcomer");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await says(page, "Check your inbox");
  const confirming = await page.context().newPage();
  await confirming.goto(await verificationPath(reader, email));
  await confirming.getByRole("button", { name: "Confirm email" }).click();
  await says(confirming, "Email confirmed");
  await confirming.close();
  await page.getByRole("link", { name: "I've confirmed it, go on" }).click();
  await page.getByRole("button", { name: "Join Larkfield Studio" }).click();
  if (leadsTo === undefined) await says(page, "You've joined Larkfield Studio");
  else await page.waitForURL(`**${leadsTo}`);
  expect(addressesSeen.filter((address) => /token=|invitation=/.test(address.split("#")[0] ?? ""))).toEqual([]);
}

/** Invites with where to go on; answers the path of the mailed link. */
async function invitedBackTo(email: string, returnTo: string): Promise<string> {
  const { owner, organization } = await found(stage.server);
  expectStatus(await owner.post(`${organization.path}/invitations`, { email, role: "admin", returnTo }), 201);
  const texts = (await owner.mails(email)).map(({ text }) => text);
  return texts.map((text) => /\/invitation\S*#token=\S+/.exec(text)?.[0]).find(Boolean) ?? "";
}

test("an invitation leads where it was to lead, through a sign-in and through a new account; nowhere else", async () => {
  const { page } = stage.window;
  const guest = await protectedPerson(stage.server);
  await page.goto(await invitedBackTo(guest.email, "/activity"));
  await page.getByRole("link", { name: "Sign in to join" }).click();
  await enterEmail(page, guest.email);
  await enterPassword(page, guest.password);
  await skipOffer(page);
  await page.getByRole("button", { name: "Join Larkfield Studio" }).click();
  await page.waitForURL("**/activity");

  const email = newAddress();
  const other = await openWindow(stage.browser, stage.server, { locale: "en-GB" });
  await other.page.goto(await invitedBackTo(email, "/activity"));
  await joinAnew(other.page, guest, email, "/activity");
  await closeClean(other);

  expect(await invitedBackTo(newAddress(), "https://evil.example/")).not.toContain("evil");
});

test("the tab of the mailed link goes on to the invitation, in this browser and in another", async () => {
  for (const here of [true, false]) {
    const email = newAddress();
    const { path, owner } = await invitedPath(stage.server, email);
    const { page } = await openWindow(stage.browser, stage.server, { locale: "en-GB" });
    await page.goto(path);
    await page.getByRole("link", { name: "Create an account to join" }).click();
    await page.getByLabel("Name").fill("Newcomer");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Create account" }).click();
    await says(page, "Check your inbox");
    const reading = here ? await page.context().newPage() : stage.window.page;
    await reading.goto(await verificationPath(owner, email));
    await reading.getByRole("button", { name: "Confirm email" }).click();
    if (here) await reading.getByRole("button", { name: "Continue" }).click();
    else {
      await reading.getByRole("link", { name: "Sign in" }).click();
      await enterEmail(reading, email);
      await enterPassword(reading, password);
      await skipOffer(reading);
    }
    await reading.getByRole("button", { name: "Join Larkfield Studio" }).click();
    await says(reading, "You've joined Larkfield Studio");
    if (here) await page.context().close();
  }
});

/** A passkey may be offered on the way. */
async function skipOffer(page: Page): Promise<void> {
  const offered = page.getByRole("button", { name: "Not now" });
  const join = page.getByRole("button", { name: "Join Larkfield Studio" });
  await offered.or(join).first().waitFor();
  if (!(await join.isVisible())) await offered.click();
}

test("someone is invited in the browser, makes an account on the way and joins as what they were invited to", async () => {
  const { owner, organization } = await found(stage.server);
  const email = newAddress();
  const admins = await openWindow(stage.browser, stage.server);
  await carryOver(admins, stage.server, owner);
  await admins.page.goto(`/organizations/${organization.id}/members`);
  await says(admins.page, "Nobody is waiting to join");
  await admins.page.getByRole("link", { name: "Invite people" }).click();
  await admins.page.getByRole("button", { name: "Send invitation" }).click();
  await admins.page.getByRole("dialog").getByRole("alert").waitFor();
  await admins.page.getByRole("dialog").getByLabel("Email").fill(email);
  await admins.page.getByRole("radio", { name: /^Admin/ }).check();
  await admins.page.getByRole("button", { name: "Send invitation" }).click();
  await says(admins.page, `Invitation sent to ${email}`);
  const { page } = stage.window;
  await page.goto(`/invitation#token=${await invitationToken(owner, email)}`);
  await joinAnew(page, owner, email);
  await page.getByRole("heading", { name: "Members", level: 1 }).waitFor();
  await page
    .getByRole("row", { name: /Newcomer/ })
    .getByText("Admin", { exact: true })
    .waitFor();
  await admins.page.reload();
  await says(admins.page, "Nobody is waiting to join");
  await closeClean(admins);
});

test("an invitation opens sign-up where it is closed, for its address", async () => {
  const email = newAddress();
  const { path } = await invitedPath(stage.server, email, "member");
  const { databaseUrl, clock } = stage.server;
  const closed = await startServer("sqlite", { databaseUrl, clock, settings: { MORTISE_SIGN_UP: "closed" } });
  try {
    const theirs = await openWindow(stage.browser, closed);
    await theirs.page.goto("/sign-up");
    await says(theirs.page, "Sign-up is closed");
    await theirs.page.goto(path);
    await joinAnew(theirs.page, new Person(closed), email);
    await theirs.page.getByRole("heading", { name: "Security", level: 1 }).waitFor();
    await closeClean(theirs);
  } finally {
    await closed.close();
  }
});

test("whoever is signed in with another address signs out, and goes on with the right one", async () => {
  const invited = await new Person(stage.server).signUp();
  const { path, owner } = await invitedPath(stage.server, invited.email);
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, owner);
  await page.goto(path);
  await says(page, "You're signed in with another address");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Sign in to join" }).click();
  await enterEmail(page, invited.email);
  await enterPassword(page, invited.password);
  await skipOffer(page);
  await page.getByRole("button", { name: "Join Larkfield Studio" }).click();
  await page.getByRole("heading", { name: "Members", level: 1 }).waitFor();
  await page.goto(path);
  await says(page, "This invitation doesn't work any more");
});

test("an invitation is sent again, which ends the earlier one, and taken back", async () => {
  const email = newAddress();
  const { path, owner, organization } = await invitedPath(stage.server, email);
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, owner);
  await page.goto(`/organizations/${organization.id}/members`);
  const row = page.getByRole("row").filter({ hasText: email });
  await row.getByText("Waiting").waitFor();
  await row.getByRole("button", { name: `Invite again: ${email}` }).click();
  await says(page, `Invitation sent to ${email}`);
  const newest = `/invitation#token=${await invitationToken(owner, email)}`;
  await row.getByRole("link", { name: `Take back the invitation of ${email}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
  await says(page, `Invitation of ${email} withdrawn`);
  await row.waitFor({ state: "detached" });
  for (const dead of [path, newest]) {
    await page.goto("about:blank");
    await page.goto(dead);
    await says(page, "This invitation doesn't work any more");
  }
  await page.goto("about:blank");
  await page.goto("/invitation");
  await says(page, "Open the link from your email");
});

test("an expired invitation says so on both sides, and a member is not invited again", async () => {
  const email = newAddress();
  const { path, owner, organization } = await invitedPath(stage.server, email);
  const member = await new Person(stage.server).signUp();
  await addMember(organization, member);
  stage.server.clock.advance(8 * 24 * 3600);
  const { page } = stage.window;
  await page.goto(path);
  await says(page, "This invitation doesn't work any more");
  await carryOver(stage.window, stage.server, await owner.signIn());
  await page.goto(`/organizations/${organization.id}/members`);
  await page.getByRole("row").filter({ hasText: email }).getByText("Expired").waitFor();
  await page.getByRole("link", { name: "Invite people" }).click();
  await page.getByRole("dialog").getByLabel("Email").fill(member.email);
  await page.getByRole("button", { name: "Send invitation" }).click();
  await says(page, "The account of this address is a member already.");
});
