import { expect, test } from "vitest";
import type { Person } from "../../server/test/support/person.ts";
import { robbed } from "./support/robbed.ts";
import { setStage } from "./support/stage.ts";
import { beginSignIn, says } from "./support/visitor.ts";

const stage = setStage();

const isIn = async (person: Person) => (await person.get("/v1/session")).status === 200;

test("“this wasn't me” shows what it is about, secures the account, and says what to do next", async () => {
  const { page } = stage.window;
  const { maya, thief, link } = await robbed(stage.server);
  await page.goto(link);
  await says(page, "Someone signed in with a password on a device not seen before");
  await expect.poll(() => page.url(), { message: "the token leaves the address" }).not.toContain("token");
  await says(page, "Chrome 156 on Linux");
  expect(await isIn(thief), "looking changes nothing").toBe(true);
  await page.getByRole("button", { name: "This wasn't me" }).click();
  await page.getByRole("heading", { name: "Your account is secured" }).waitFor();
  expect(await isIn(thief)).toBe(false);
  await expect
    .poll(() => page.getByRole("listitem").locator("p:first-child").allInnerTexts())
    .toEqual([
      "Choose a new password",
      "Sign in",
      "Look through your passkeys and second factors",
      "Look through your activity",
    ]);
  await says(page, "2 sessions signed out");

  await beginSignIn(page, maya);
  await page.getByRole("heading", { name: "This account is secured" }).waitFor();
  await page.getByRole("link", { name: "Get the reset email" }).click();
  await expect
    .poll(() => page.getByLabel("Email").inputValue(), { message: "nothing is typed twice" })
    .toBe(maya.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByRole("heading", { name: "Check your inbox" }).waitFor();
  await page.goto(`/reset-password#token=${await maya.mailedToken()}`);
  maya.password = "Another-Horse8";
  await page.getByLabel("New password").fill(maya.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByRole("heading", { name: "Password changed" }).waitFor();
  await beginSignIn(page, maya);
  await page.getByRole("heading", { name: "Security", level: 1 }).waitFor();

  await page.goto("about:blank");
  await page.goto(link);
  await page.getByRole("heading", { name: "This link doesn't work any more" }).waitFor();
});

test("“it was me” changes nothing", async () => {
  const { page } = stage.window;
  const { thief, link } = await robbed(stage.server);
  await page.goto(link);
  await page.getByRole("button", { name: "It was me" }).click();
  await page.getByRole("heading", { name: "Nothing to do" }).waitFor();
  expect(await isIn(thief)).toBe(true);
});

test("without the whole link there is nothing to say", async () => {
  const { page } = stage.window;
  await page.goto("/not-me");
  await page.getByRole("heading", { name: "Open the link from your email" }).waitFor();
  await page.getByRole("link", { name: "Go to sign in" }).click();
  await page.waitForURL("**/sign-in");
});
