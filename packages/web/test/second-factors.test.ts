import { expect, test } from "vitest";
import { focused } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { beginSignIn, bindShown, codeNow, confirm, endConfirmation, says, signIn } from "./support/visitor.ts";

const stage = setStage();

test("a second authenticator asks for a code of the first, once in ten minutes", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Work phone");
  await signIn(page, maya);
  await endConfirmation(page);
  await page.locator("#add-authenticator").click();
  const dialog = page.getByRole("dialog", { name: "Confirm it's you" });
  await dialog.getByText("You're about to add an authenticator app.").waitFor();
  await dialog.getByLabel("6-digit code from Work phone").fill("000000");
  await dialog.getByText("That code isn't right.").waitFor();
  await dialog.getByLabel("6-digit code from Work phone").fill(maya.freshCode());
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.waitFor({ state: "detached" });
  maya.secrets.push(await bindShown(page, stage.server, "Tablet"));
  await page.getByRole("heading", { name: "Tablet added" }).waitFor();
  await says(page, "Your 10 recovery codes still work");
  await page.getByRole("button", { name: "Done" }).click();

  await page.locator("#add-authenticator").click();
  await page.getByAltText("QR code for your authenticator app").waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("button", { name: "Maya Wrenholt" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await beginSignIn(page, maya);
  await page.getByLabel("6-digit code").fill(maya.freshCode(1));
  await page.waitForURL("**/security");
});

test("what a confirmation spares is said where it counts, after a confirmation only, and can be ended there", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone", "Tablet");
  await signIn(page, maya);
  const line = page.getByText(/You confirmed it's you, which counts here until/);
  await page.goto("/security/two-step/off");
  const turnOff = page.getByRole("alertdialog", { name: "Turn two-step sign-in off?" });
  await turnOff.waitFor();
  expect(await line.count(), "a sign-in is no confirmation").toBe(0);
  await page.goto("/security");
  await endConfirmation(page);
  await page.getByRole("button", { name: "Actions for Tablet" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove authenticator" }).click();
  await confirm(page, maya);
  await says(page, "Tablet removed");
  expect(await line.count(), "nothing stands above the page").toBe(0);
  await page.getByRole("link", { name: "Turn off" }).click();
  await line.waitFor();
  await page.getByRole("button", { name: "End now" }).click();
  await line.waitFor({ state: "detached" });
  await turnOff.getByRole("button", { name: "Turn off" }).click();
  await page.getByRole("dialog", { name: "Confirm it's you" }).waitFor();
});

test("a cancelled confirmation changes nothing, and Back means the confirmation", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone", "Tablet");
  await signIn(page, maya);
  await endConfirmation(page);
  await page.getByRole("button", { name: "Actions for Tablet" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  const removal = page.getByRole("alertdialog", { name: "Remove this authenticator?" });
  const confirmation = page.getByRole("dialog", { name: "Confirm it's you" });
  await expect.poll(() => focused(page), { message: "the safe choice" }).toBe("Keep it");
  await removal.getByRole("button", { name: "Remove authenticator" }).click();
  await confirmation.getByText('Remove "Tablet"').waitFor();
  await page.goBack();
  await confirmation.waitFor({ state: "detached" });
  await removal.waitFor();
  await removal.getByRole("button", { name: "Remove authenticator" }).click();
  await confirmation.getByRole("button", { name: "Cancel" }).click();
  await confirmation.waitFor({ state: "detached" });
  await removal.getByRole("button", { name: "Remove authenticator" }).click();
  await confirm(page, maya);
  await says(page, "Tablet removed");
  await expect.poll(() => focused(page), { message: "focus goes to what is left" }).toBe("Actions for Phone");
  await expect.poll(() => new URL(page.url()).pathname).toBe("/security");
  await expect.poll(() => page.getByRole("button", { name: "Actions for Tablet" }).count()).toBe(0);
});

test("an authenticator is renamed at once, with undo, and asked for first", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone", "Tablet");
  await signIn(page, maya);
  await page.getByRole("button", { name: "Actions for Tablet" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("phone");
  await page.getByRole("button", { name: "Save name" }).click();
  await says(page, "You already have one called phone.");
  await page.getByRole("textbox", { name: "Name" }).fill("Old tablet");
  await page.getByRole("button", { name: "Save name" }).click();
  await says(page, 'Renamed to "Old tablet"');
  await expect.poll(() => focused(page)).toBe("Actions for Old tablet");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Actions for Tablet" }).waitFor();

  await page.getByLabel("Ask for this first").selectOption({ label: "Tablet" });
  await says(page, "Tablet is asked for first");
  await page.reload();
  await says(page, "Preferred");
  await stage.window.context.clearCookies();
  await beginSignIn(page, maya);
  await says(page, "Open Tablet and enter the 6-digit code");
});

test("another way: a recovery code signs in once and says how many are left", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  const code = maya.recoveryCodes[0] ?? "";
  await beginSignIn(page, maya);
  await page.getByRole("button", { name: "Try another way" }).click();
  await page.getByRole("button", { name: "Recovery code" }).click();
  await page.getByLabel("Recovery code").fill(code.toLowerCase().replace("-", " "));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("9 of 10 left").waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  await says(page, "9 of 10 left");

  await stage.window.context.clearCookies();
  await beginSignIn(page, maya);
  await page.getByRole("button", { name: "Try another way" }).click();
  await page.getByRole("button", { name: "Recovery code" }).click();
  await page.getByLabel("Recovery code").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
  await says(page, "That recovery code isn't right, or was used before.");
});

test("wrong codes say how many tries are left, then the sign-in starts again, then codes are paused", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await beginSignIn(page, maya);
  await page.getByLabel("6-digit code").fill("000000");
  await says(page, "That code isn't right.");
  for (const left of ["3 tries left", "2 tries left", "1 try left"]) await wrongCode(left);
  await wrongCode("Too many wrong tries, so we stopped that sign-in.");
  await beginSignIn(page, maya);
  await page.getByLabel("6-digit code").fill("000000");
  await says(page, "That code isn't right.");
  for (const left of ["3 tries left", "2 tries left", "1 try left"]) await wrongCode(left);
  await wrongCode("Too many wrong tries, so we stopped that sign-in.");
  await beginSignIn(page, maya);
  await page.getByLabel("6-digit code").fill(codeNow(stage.server, maya.secrets[0] ?? ""));
  await page.getByRole("heading", { name: "Codes are paused" }).waitFor();
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(maya.recoveryCodes[1] ?? "");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("9 of 10 left").waitFor();

  async function wrongCode(answer: string) {
    await page.getByLabel("6-digit code").fill("000000");
    await page.getByRole("button", { name: "Continue" }).click();
    await says(page, answer);
  }
});

test("new recovery codes replace the old", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await signIn(page, maya);
  await page.getByRole("link", { name: "Get new codes" }).click();
  await says(page, "The 10 you have left stop working");
  await page.getByRole("button", { name: "Get new codes" }).click();
  const dialog = page.getByRole("dialog", { name: "Save your recovery codes" });
  const codes = await dialog.locator("code").allInnerTexts();
  expect(codes.filter((code) => maya.recoveryCodes.includes(code))).toEqual([]);
  await dialog.getByLabel("I saved these codes").check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await says(page, "New recovery codes saved");
});

test("two-step sign-in is turned off with fresh proof and a plain warning", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await signIn(page, maya);
  await endConfirmation(page);
  await page.getByRole("link", { name: "Turn off two-step sign-in" }).click();
  const warning = page.getByRole("alertdialog", { name: "Turn two-step sign-in off?" });
  await warning.getByText("Only your password will protect this account.").waitFor();
  await warning.getByText("Your 10 recovery codes stop working.").waitFor();
  await expect.poll(() => focused(page), { message: "the safe choice" }).toBe("Keep it on");
  await warning.getByRole("button", { name: "Turn off" }).click();
  await confirm(page, maya);
  await says(page, "Two-step sign-in is off");
  await says(page, "Only your password protects this account");
  await expect.poll(() => focused(page)).toBe("Second factors");
  await stage.window.context.clearCookies();
  await beginSignIn(page, maya);
  await page.waitForURL("**/security");
});
