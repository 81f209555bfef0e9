import { afterEach, beforeEach, expect, test } from "vitest";
import { closeClean, focused, openWindow, type Window } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { beginSignIn, confirm, endConfirmation, enterEmail, enterPassword, says, signIn } from "./support/visitor.ts";

const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

const stage = setStage();
let other: Window;
beforeEach(async () => {
  other = await openWindow(stage.browser, stage.server, { userAgent: firefox });
});
afterEach(() => closeClean(other));

test("another session is seen and signed out, and is out at its next request", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await signIn(page, maya);
  await signIn(other.page, maya);
  await page.getByRole("link", { name: "Sessions and history" }).click();
  const rows = page.getByRole("table", { name: "Your active sessions" }).getByRole("row");
  await rows.filter({ hasText: "This device" }).filter({ hasText: "127.0.0.1" }).waitFor();
  await page.getByRole("button", { name: /^Sign out Firefox.* on Windows$/ }).click();
  await says(page, /Firefox.* on Windows signed out/);
  await expect.poll(() => rows.filter({ hasText: "Firefox" }).count()).toBe(0);
  await other.page.getByRole("link", { name: "Account", exact: true }).click();
  await other.page.waitForURL("**/sign-in?return_to=%2Faccount");
});

test("all others are signed out after fresh proof", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await signIn(page, maya);
  await signIn(other.page, maya);
  await page.goto("/sessions");
  await endConfirmation(page);
  await page.getByRole("link", { name: "Sign out all other sessions" }).click();
  const warning = page.getByRole("alertdialog");
  await warning.getByText(/Firefox.* on Windows/).waitFor();
  await expect.poll(() => focused(page), { message: "the safe choice" }).toBe("Cancel");
  await warning.getByRole("button", { name: /Sign out \d sessions?/ }).click();
  await confirm(page, maya);
  await says(page, /\d sessions? signed out/);
  await says(page, "When you sign in somewhere else, it shows up here.");
  await other.page.reload();
  await other.page.waitForURL("**/sign-in**");
});

test("the history tells every try, with its reason and the factor used", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await page.goto("/sign-in");
  await enterEmail(page, maya.email);
  await enterPassword(page, "Not-the-one9");
  await says(page, "That email and password don't match.");
  await enterPassword(page, maya.password);
  await page.getByLabel("6-digit code").fill("000000");
  await says(page, "That code isn't right.");
  await page.getByLabel("6-digit code").fill(maya.freshCode());
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL("**/security");
  await page.goto("/sessions");
  const rows = page.getByRole("table", { name: "Sign-in history, newest first" }).getByRole("row");
  await rows
    .filter({ hasText: "Failed" })
    .filter({ hasText: "Wrong password" })
    .filter({ hasText: "Not reached" })
    .waitFor();
  await rows
    .filter({ hasText: "Failed" })
    .filter({ hasText: "Wrong code" })
    .filter({ hasText: "Authenticator app" })
    .waitFor();
  await rows.filter({ hasText: "Successful" }).filter({ hasText: "Authenticator app" }).first().waitFor();
  await page.getByRole("radio", { name: "Failed" }).check();
  await rows.filter({ hasText: "Successful" }).first().waitFor({ state: "detached" });
  await expect.poll(() => rows.filter({ hasText: "Failed" }).count()).toBe(2);
  await page.getByLabel("Time zone").selectOption("local");
  await page.getByRole("columnheader", { name: "Time (local)" }).waitFor();
});

test("a long history is walked page by page", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server);
  for (let tries = 0; tries < 24; tries += 1) await maya.signIn();
  await signIn(page, maya);
  await page.goto("/sessions");
  await says(page, "1 to 20");
  await page.getByRole("button", { name: "Next" }).click();
  await says(page, "21 to 25");
  await expect.poll(() => page.getByRole("button", { name: "Next" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Previous" }).click();
  await says(page, "1 to 20");
});

test("a changed password signs the others out; a forgotten one is reset by mail, once, and skips no second factor", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await signIn(page, maya);
  await signIn(other.page, maya);
  await page.getByRole("link", { name: "Change password" }).click();
  const dialog = page.getByRole("dialog", { name: "Change password" });
  await dialog.getByLabel("Current password").fill("Not-the-one9");
  await dialog.getByLabel("New password", { exact: true }).fill("Another-Horse9");
  await dialog.getByLabel("New password again").fill("Another-Horse8");
  await dialog.getByRole("button", { name: "Change password" }).click();
  await dialog.getByText("The two new passwords differ.").waitFor();
  await dialog.getByLabel("New password again").fill("Another-Horse9");
  await dialog.getByRole("button", { name: "Change password" }).click();
  await dialog.getByText("That isn't your current password.").waitFor();
  await dialog.getByLabel("Current password").fill(maya.password);
  await dialog.getByRole("button", { name: "Change password" }).click();
  await says(page, "Password changed");
  await other.page.reload();
  await other.page.waitForURL("**/sign-in**");

  await other.page.goto("/forgot-password");
  await other.page.getByLabel("Email").fill(maya.email);
  await other.page.getByRole("button", { name: "Send the link" }).click();
  await other.page.getByRole("heading", { name: "Check your inbox" }).waitFor();
  const link = `/reset-password#token=${await maya.mailedToken()}`;
  maya.password = "Third-Horse9!";
  await reset(link);
  await other.page.getByRole("heading", { name: "Password changed" }).waitFor();
  await other.page.getByRole("link", { name: "Sign in" }).click();
  await enterEmail(other.page, maya.email);
  await enterPassword(other.page, maya.password);
  await other.page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await page.reload();
  await page.waitForURL("**/sign-in");
  await other.page.goto(link);
  await other.page.getByRole("heading", { name: "This link doesn't work any more" }).waitFor();

  async function reset(address: string) {
    await other.page.goto(address);
    await other.page.getByLabel("New password").fill(maya.password);
    await other.page.getByRole("button", { name: "Change password" }).click();
  }
});

test("sign-in goes back to where it was asked for, and nowhere else", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server);
  await page.goto("/sessions");
  await page.waitForURL("**/sign-in?return_to=%2Fsessions");
  await enterEmail(page, maya.email);
  await enterPassword(page, maya.password);
  await page.waitForURL("**/sessions");
  await stage.window.context.clearCookies();
  await page.goto("/sign-in?return_to=https://elsewhere.example/steal");
  await enterEmail(page, maya.email);
  await enterPassword(page, maya.password);
  await page.waitForURL("**/security");
  await beginSignIn(other.page, maya);
  await other.page.waitForURL("**/security");
});
