import { beforeEach, expect, test } from "vitest";
import { createOrganization } from "../../server/test/support/organizations.ts";
import { Person } from "../../server/test/support/person.ts";
import { PersonBelow } from "../../server/test/support/person-below.ts";
import { carryOver } from "./support/browser.ts";
import { setStage } from "./support/stage.ts";
import { enterEmail, enterPassword, says } from "./support/visitor.ts";

const stage = setStage({ MORTISE_BASE_PATH: "/auth" });
const pathOf = () => stage.window.page.evaluate(() => location.pathname + location.search);
let loaded: string[];

beforeEach(() => {
  loaded = [];
  stage.window.page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
});

test("under /auth a stranger signs up, opens a dialog by its address, moves about and signs out", async () => {
  const { page } = stage.window;
  const maya = new Person(stage.server);
  await page.goto("/auth/");
  await page.waitForURL("**/auth/sign-in");
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Email").fill(maya.email);
  await page.getByLabel("Name").fill(maya.name);
  await page.getByLabel("Password", { exact: true }).fill(maya.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("link", { name: "outbox page" }).click();
  await page.getByText("Confirm your email address").first().click();
  await page.frameLocator("iframe").getByRole("link", { name: "Confirm my address" }).click();
  await page.getByRole("button", { name: "Confirm email" }).click();
  await page.getByRole("heading", { name: "Email confirmed" }).waitFor();

  // The link has signed in here; whoever is signed out is led through sign-in and back.
  await page.context().clearCookies();
  expect((await page.goto("/auth/sessions"))?.status()).toBe(200);
  await page.waitForURL("**/auth/sign-in?return_to=%2Fauth%2Fsessions");
  await enterEmail(page, maya.email);
  await enterPassword(page, maya.password);
  await page.getByRole("heading", { level: 1, name: "Sessions and sign-in history" }).waitFor();
  expect(await pathOf()).toBe("/auth/sessions");

  expect((await page.goto("/auth/security/password"))?.status()).toBe(200);
  await page.getByRole("dialog", { name: "Change password" }).getByRole("button", { name: "Cancel" }).click();
  await expect.poll(pathOf).toBe("/auth/security");
  await page.getByRole("link", { name: "Account", exact: true }).click();
  await page.locator("#change-name").click();
  await page.getByRole("dialog").waitFor();
  expect(await pathOf()).toBe("/auth/account/name");
  await page.goBack();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: maya.name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect.poll(pathOf).toBe("/auth/sign-in");
  // The policy's violations and whatever else goes wrong fail the window.
  expect(loaded.filter((path) => !path.startsWith("/auth/"))).toEqual([]);
  expect(loaded.filter((path) => path.startsWith("/auth/assets/")).length).toBeGreaterThan(2);
});

test("sign-in goes back to a page of the app beside it, and a page outside shows nothing of ours", async () => {
  const { window, server } = stage;
  const { page } = window;
  await carryOver(window, server, await (await new PersonBelow(server).signUp()).signIn());
  await page.goto("/auth/sign-in?return_to=/security");
  await page.waitForURL((url) => url.pathname === "/security");
  await page.goto("/auth/go-on?return_to=/auth/activity");
  await page.getByRole("heading", { level: 1, name: "Activity" }).waitFor();
  expect(await pathOf()).toBe("/auth/activity");
});

test("what is unsaved is asked about, and the way on leads where it led", async () => {
  const { window, server } = stage;
  const { page } = window;
  const owner = await (await new PersonBelow(server).signUp()).signIn();
  await owner.bindTotp("Phone");
  const { id } = await createOrganization(await owner.signIn());
  await carryOver(window, server, owner);
  await page.goto("/auth/security");
  await page.getByRole("link", { name: "Policies" }).click();
  await page.locator("main").getByRole("switch").first().click();
  await page.getByRole("link", { name: "Review and save" }).or(page.getByText("unsaved")).first().waitFor();
  await page.goBack();
  const leaving = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await leaving.getByRole("button", { name: "Keep editing" }).click();
  expect(await pathOf()).toBe(`/auth/organizations/${id}/policies`);
  await page.getByRole("link", { name: "Members" }).click();
  await leaving.getByRole("button", { name: "Leave" }).click();
  await page.getByRole("heading", { level: 1, name: "Members" }).waitFor();
  expect(await pathOf()).toBe(`/auth/organizations/${id}/members`);
  await says(page, owner.email);
});
