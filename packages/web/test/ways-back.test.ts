import { expect, test } from "vitest";
import { Person } from "../../server/test/support/person.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { enterEmail, enterPassword, signIn } from "./support/visitor.ts";

const app = { name: "Heronry", url: "https://heronry.example/start" };
const stage = setStage({ MORTISE_APP_URL: app.url, MORTISE_APP_NAME: app.name });

/** The newest link of this kind in a person's mails, as it was mailed. */
async function mailedLink(person: Person, page: string): Promise<string> {
  const { publicUrl } = stage.server.services.config;
  const links = (await person.mails()).flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? []);
  return links.find((link) => link.startsWith(`${publicUrl}/${page}`))!;
}

test("where one came from is remembered through a forgotten password", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server);
  await page.goto("/sessions");
  await enterEmail(page, maya.email);
  await page.getByRole("link", { name: /forgot/i }).click();
  await page.waitForURL("**/forgot-password?return_to=%2Fsessions");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Check your inbox" }).waitFor();
  await page.goto(await mailedLink(maya, "reset-password"));
  await page.getByLabel("New password", { exact: true }).fill("Brand-new-Horse7");
  await page.getByRole("button", { name: "Change password" }).click();
  const back = page.getByRole("link", { name: `Back to ${app.name}` });
  await back.waitFor();
  expect(await back.getAttribute("href")).toBe(app.url);
  await page.getByRole("link", { name: "Sign in" }).click();
  await enterEmail(page, maya.email);
  await enterPassword(page, "Brand-new-Horse7");
  const skip = page.getByRole("button", { name: "Not now" });
  await skip
    .or(page.getByRole("table", { name: "Your active sessions" }))
    .first()
    .waitFor();
  if (await skip.isVisible()) await skip.click();
  await page.waitForURL("**/sessions");
});

test("and through a new account and its confirmation, which leads on without asking for the password again", async () => {
  const { page } = stage.window;
  const maya = new Person(stage.server);
  await page.goto("/sessions");
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.waitForURL("**/sign-up?return_to=%2Fsessions");
  await page.getByLabel("Email").fill(maya.email);
  await page.getByLabel("Name").fill(maya.name);
  await page.getByLabel("Password", { exact: true }).fill(maya.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: "Check your inbox" }).waitFor();
  await page.goto(await mailedLink(maya, "verify-email"));
  await page.getByRole("button", { name: "Confirm email" }).click();
  const back = page.getByRole("link", { name: `Back to ${app.name}` });
  await back.waitFor();
  expect(await back.getAttribute("href")).toBe(app.url);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL("**/sessions");
});

test("every settings page has a way back to the app, by its name", async () => {
  const { page } = stage.window;
  await signIn(page, await protectedPerson(stage.server));
  for (const path of ["/security", "/sessions", "/activity", "/account"]) {
    await page.goto(path);
    const back = page.getByRole("link", { name: `Back to ${app.name}` });
    await back.waitFor();
    expect(await back.getAttribute("href"), path).toBe(app.url);
  }
});

test("every page before one is signed in leads to the app as well", async () => {
  const { page } = stage.window;
  for (const path of [
    "/sign-in",
    "/sign-up",
    "/forgot-password",
    "/verify-email#token=dead",
    "/invitation#token=dead",
  ]) {
    await page.goto(path);
    const link = page.getByRole("contentinfo").getByRole("link", { name: app.name });
    expect(await link.getAttribute("href"), path).toBe(app.url);
  }
});
