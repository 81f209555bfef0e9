import { expect, test } from "vitest";
import { createOrganization } from "../../server/test/support/organizations.ts";
import { setPolicies } from "../../server/test/support/policies.ts";
import { Person } from "../../server/test/support/person.ts";
import { SoftwareAuthenticator } from "../../server/test/support/software-authenticator.ts";
import { carryOver, closeClean, openWindow } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { bindShown, says, signIn } from "./support/visitor.ts";

// What stopped people, or told them nothing.

const stage = setStage();

test("a dead link says so before anything is filled in or pressed", async () => {
  const { page } = stage.window;
  await page.goto("/reset-password#token=dead");
  await page.getByRole("heading", { name: "This link doesn't work any more" }).waitFor();
  expect(await page.getByLabel("New password").count()).toBe(0);
  await page.goto("/verify-email#token=dead");
  await page.getByRole("heading", { name: "This link doesn't work any more" }).waitFor();
  expect(await page.getByRole("button", { name: "Confirm email" }).count()).toBe(0);
});

test("who was signed out from elsewhere is told so; who signed out is not", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await carryOver(stage.window, stage.server, maya);
  await page.goto("/security");
  await says(page, "Your account has basic protection");
  await (await maya.elsewhere().signIn()).call("DELETE", "/v1/account/sessions");
  await page.getByRole("link", { name: "Account", exact: true }).click();
  await page.waitForURL("**/sign-in**");
  await says(page, "You were signed out");
  await says(page, /You signed out this device from another one/);
  // Loaded anew, by a browser that still has the cookie.
  await page.goto("/sign-in");
  await says(page, /You signed out this device from another one/);

  await signIn(page, maya);
  await page.getByRole("button", { name: "Maya Wrenholt" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await says(page, "Use your email to continue.");
  expect(await page.getByText("You were signed out").count()).toBe(0);
});

test("after a factor was added or removed, every other session may be ended at once", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone", "Tablet");
  const elsewhere = await maya.elsewhere().signIn();
  await signIn(page, maya);
  await page.getByRole("button", { name: "Actions for Tablet" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove authenticator" }).click();
  await says(page, "Tablet removed");
  await page.getByRole("button", { name: /^Sign out \d other session/ }).click();
  await says(page, /sessions? signed out/);
  expect((await elsewhere.get("/v1/account")).status).toBe(401);

  const again = await maya.elsewhere().signIn();
  await page.locator("#add-authenticator").click();
  await bindShown(page, stage.server, "Tablet");
  await page.getByRole("heading", { name: "Tablet added" }).waitFor();
  await page.getByRole("button", { name: /^Sign out \d other session/ }).click();
  await says(page, /sessions? signed out/);
  expect((await again.get("/v1/account")).status).toBe(401);
});

test("a second authenticator app is proposed under another name, and a phone opens it by a link", async () => {
  const maya = await protectedPerson(stage.server, "Authenticator app");
  const window = await openWindow(stage.browser, stage.server, { viewport: { width: 390, height: 844 } });
  await signIn(window.page, maya);
  await window.page.locator("#add-authenticator").click();
  const link = window.page.getByRole("link", { name: "Open in your authenticator app" });
  await link.waitFor();
  expect(await link.getAttribute("href")).toMatch(/^otpauth:\/\/totp\//);
  expect(await window.page.getByLabel("Name it").inputValue()).toBe("Authenticator app 2");
  await closeClean(window);
});

test("what is asked for first is chosen by its kind; a passkey alone is said to be no authenticator app", async () => {
  const { page } = stage.window;
  const maya = await (await new Person(stage.server).signUp()).signIn();
  const { publicUrl } = stage.server.services.config;
  await maya.bindPasskey(new SoftwareAuthenticator(publicUrl), "Laptop");
  await carryOver(stage.window, stage.server, maya);
  await page.goto("/security");
  await says(page, "Passkeys count as both");
  expect(await page.getByText(/authenticator apps? (is|are) on|\d authenticator app/i).count()).toBe(0);

  await maya.bindTotp("Phone");
  await maya.bindPasskey(new SoftwareAuthenticator(publicUrl), "Key ring", { securityKey: true });
  await carryOver(stage.window, stage.server, maya);
  await page.goto("/security");
  const first = page.getByLabel("Ask for this first");
  await first.waitFor();
  const groups = await first
    .locator("optgroup")
    .evaluateAll((all) =>
      all.map((group) => [group.getAttribute("label"), [...group.children].map(({ textContent }) => textContent)]),
    );
  expect(groups.sort()).toEqual([
    ["Authenticator apps", ["Phone"]],
    ["Passkeys", ["Laptop"]],
    ["Security keys", ["Key ring"]],
  ]);
});

test("what an organization requires is explained where it could be turned off", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  const organization = await createOrganization(await maya.signIn(), { name: "Larkfield Studio" });
  await setPolicies(stage.server, organization, { secondFactor: { required: "two-factor", graceDays: 0 } });
  await carryOver(stage.window, stage.server, maya);
  await page.goto("/security");
  await says(page, "On. Larkfield Studio requires it, so it can't be turned off while you're a member.");
  expect(await page.locator("#turn-off").count()).toBe(0);
});

test("without JavaScript the page says what is needed", async () => {
  const context = await stage.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${stage.server.services.config.publicUrl}/sign-in`);
  await page.getByRole("heading", { name: "This page needs JavaScript" }).waitFor();
  const card = page.locator(".m-auth-card");
  expect(await card.evaluate((element) => getComputedStyle(element).borderTopLeftRadius)).not.toBe("0px");
  await context.close();
});
