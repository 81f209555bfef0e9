import { expect, test } from "vitest";
import { focused } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { beginSignIn, confirm, endConfirmation, enterEmail, enterPassword, says, signIn } from "./support/visitor.ts";

const stage = setStage();

test("a name is changed", async () => {
  const { page } = stage.window;
  await signIn(page, await protectedPerson(stage.server));
  await page.getByRole("link", { name: "Account", exact: true }).click();
  await page.getByRole("link", { name: "Change name" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("  ");
  await page.getByRole("button", { name: "Save name" }).click();
  await says(page, "Enter your name.");
  await page.getByRole("textbox", { name: "Name" }).fill("Maya W.");
  await page.keyboard.press("Enter");
  await says(page, "Name changed");
  await page.getByRole("button", { name: "Maya W." }).waitFor();
  await expect.poll(() => focused(page)).toBe("Change name");
});

test("an address changes with fresh proof and a click in the mail to the new one", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await signIn(page, maya);
  await page.goto("/account");
  await endConfirmation(page);
  await page.getByRole("link", { name: "Change email" }).click();
  await page.getByLabel("New email").fill(`new.${maya.email}`);
  await page.getByRole("button", { name: "Send confirmation" }).click();
  await confirm(page, maya);
  await page.getByRole("dialog", { name: "Check your inbox" }).getByRole("button", { name: "Done" }).click();
  await says(page, "Waiting for you to confirm a new address");
  await says(page, `Until then you sign in with ${maya.email}.`);
  await page.goto(`/verify-email#token=${await maya.mailedToken(`new.${maya.email}`)}`);
  await page.getByRole("button", { name: "Confirm email" }).click();
  await page.getByRole("heading", { name: "Email changed" }).waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL("**/account");
  await says(page, `new.${maya.email}`);
});

test("an account asked to be deleted is signed out, and signing in calls it off", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await signIn(page, maya);
  await page.goto("/account");
  await endConfirmation(page);
  await page.getByRole("link", { name: "Delete account" }).click();
  const warning = page.getByRole("alertdialog", { name: "Delete this account?" });
  await warning.getByText("1 passkey or second factor stops working.").waitFor();
  await warning.getByText("Sign in within 14 days and nothing is lost.").waitFor();
  await expect.poll(() => focused(page), { message: "the safe choice" }).toBe("Keep account");
  await warning.getByRole("button", { name: "Delete account" }).click();
  await page.getByRole("dialog", { name: "Confirm it's you" }).getByLabel("6-digit code").fill(maya.freshCode());
  await page.waitForURL("**/sign-in");
  await says(page, "Your account will be deleted on");
  await enterEmail(page, maya.email);
  await enterPassword(page, maya.password);
  await page.getByLabel("6-digit code").fill(maya.freshCode());
  await says(page, "Signing in called the deletion off");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL("**/security");
});

test("a password-only account confirms with its password", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server);
  await signIn(page, maya);
  await page.goto("/account");
  await endConfirmation(page);
  await page.getByRole("link", { name: "Change email" }).click();
  await page.getByLabel("New email").fill(`other.${maya.email}`);
  await page.getByRole("button", { name: "Send confirmation" }).click();
  const confirmation = page.getByRole("dialog", { name: "Confirm it's you" });
  await confirmation.getByRole("textbox", { name: "Password" }).fill("Not-the-one9");
  await confirmation.getByRole("button", { name: "Confirm" }).click();
  await confirmation.getByText("That password isn't right.").waitFor();
  await confirmation.getByRole("textbox", { name: "Password" }).fill(maya.password);
  await confirmation.getByRole("button", { name: "Confirm" }).click();
  await page.getByRole("dialog", { name: "Check your inbox" }).waitFor();
});

test("an address without a page says so", async () => {
  const { page } = stage.window;
  await page.goto("/security/nothing-here");
  await page.getByRole("heading", { name: "There's no page here" }).waitFor();
  await beginSignIn(page, await protectedPerson(stage.server));
  await page.waitForURL("**/security");
});
