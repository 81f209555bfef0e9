import { expect, test } from "vitest";
import { plugIn, withoutAutofill } from "./support/authenticators.ts";
import { expectAccessible, focused } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { addPasskey, openSecurity, saveCodes, signOut } from "./support/passkey-steps.ts";
import { setStage } from "./support/stage.ts";
import { endConfirmation, enterEmail, says } from "./support/visitor.ts";

const stage = setStage();

test("a passkey is added, and signs in alone: from the button and after the email", async () => {
  await withoutAutofill(stage.window);
  await plugIn(stage.window, { synced: true });
  const maya = await protectedPerson(stage.server);
  const page = await openSecurity(stage.window, stage.server, maya);
  await says(page, "Only your password protects this account");
  await page.getByRole("link", { name: "Add passkey" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await expect
    .poll(() => dialog.getByLabel("Name it").inputValue(), { message: "a name is proposed" })
    .toBe("Passkey on Linux");
  await expectAccessible(page, "add a passkey");
  await dialog.getByLabel("Name it").fill("My laptop");
  await dialog.getByRole("button", { name: "Create passkey" }).click();
  expect(await saveCodes(page)).toHaveLength(10);
  await says(page, "Your account is well protected");
  await says(page, "Synced between your devices");
  await expectAccessible(page, "security with a passkey");

  await signOut(page, maya);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("button", { name: "Actions for My laptop" }).waitFor();

  await signOut(page, maya);
  await enterEmail(page, maya.email);
  await page.getByRole("button", { name: "Use a passkey instead" }).click();
  await page.waitForURL("**/security");
  await page.goto("/sessions");
  const rows = page.getByRole("table", { name: "Sign-in history, newest first" }).getByRole("row");
  await rows.filter({ hasText: "Passkey" }).filter({ hasText: "Included" }).first().waitFor();
});

test("the email field offers passkeys", async () => {
  const device = await plugIn(stage.window);
  const maya = await protectedPerson(stage.server);
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await device.setPresent(false);
  await signOut(page, maya);
  await expect.poll(() => page.getByLabel("Email").getAttribute("autocomplete")).toBe("username webauthn");
  await device.setPresent(true);
  await page.reload();
  await page.getByRole("button", { name: "Actions for My laptop" }).waitFor();
});

test("going on by typing ends what the field offered", async () => {
  const device = await plugIn(stage.window);
  const maya = await protectedPerson(stage.server);
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await device.setPresent(false);
  await signOut(page, maya);
  await enterEmail(page, maya.email);
  await page.getByLabel("Password", { exact: true }).fill(maya.password);
  await device.setPresent(true);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Use your passkey" }).waitFor();
  await expectAccessible(page, "a passkey as second step");
  await page.getByRole("button", { name: "Continue with a passkey" }).click();
  await page.waitForURL("**/security");
});

test("what the field offers is renewed before it expires", async () => {
  const device = await plugIn(stage.window);
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server);
  await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await device.setPresent(false);
  await page.clock.install();
  const optionsOf = () => page.waitForResponse("**/passkey-options");
  const first = optionsOf();
  await signOut(page, maya);
  await first;
  const second = optionsOf();
  await page.clock.fastForward("09:01");
  expect((await second).url()).not.toBe((await first).url());
});

test("a passkey confirms a change", async () => {
  await plugIn(stage.window);
  const maya = await protectedPerson(stage.server);
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await endConfirmation(page);
  await page.getByRole("link", { name: "Get new codes" }).click();
  await page.getByRole("button", { name: "Get new codes" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm it's you" });
  await dialog.getByText("You're about to get new recovery codes.").waitFor();
  await expectAccessible(page, "confirm with a passkey");
  await expect.poll(() => focused(page)).toBe("Use a passkey");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await saveCodes(page);
  await says(page, "New recovery codes saved");
});

test("passkeys are renamed, preferred and removed", async () => {
  const device = await plugIn(stage.window);
  const maya = await protectedPerson(stage.server, "Phone");
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await page.getByRole("button", { name: "Actions for My laptop" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Old laptop");
  await page.getByRole("button", { name: "Save name" }).click();
  await says(page, 'Renamed to "Old laptop"');
  await page.getByLabel("Ask for this first").selectOption({ label: "Old laptop" });
  await says(page, "Old laptop is asked for first");

  await endConfirmation(page);
  await page.getByRole("button", { name: "Actions for Old laptop" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  const removal = page.getByRole("alertdialog", { name: "Remove this passkey?" });
  await removal.getByText("You'll still have Phone.").waitFor();
  await expectAccessible(page, "remove a passkey");
  await removal.getByRole("button", { name: "Remove passkey" }).click();
  const confirmation = page.getByRole("dialog", { name: "Confirm it's you" });
  await confirmation.getByText("You're about to remove a passkey.").waitFor();
  await confirmation.getByText('Remove "Old laptop"').waitFor();
  await confirmation.getByRole("button", { name: "Use a passkey" }).click();
  await says(page, "Old laptop removed");
  await expect.poll(() => page.getByRole("button", { name: "Actions for Old laptop" }).count()).toBe(0);
  await expect.poll(async () => (await device.credentials()).length, { message: "the manager was told" }).toBe(0);
});

test("two devices have a passkey each, and the same one is not bound twice", async () => {
  await withoutAutofill(stage.window);
  const laptop = await plugIn(stage.window);
  const maya = await protectedPerson(stage.server);
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await page.locator("#add-passkey").click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByLabel("Name it").fill("Again");
  await dialog.getByRole("button", { name: "Create passkey" }).click();
  await dialog.getByText("That device already has a passkey for your account.").waitFor();
  await laptop.remove();
  await plugIn(stage.window, { transport: "usb" });
  await dialog.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("dialog", { name: "Again added" }).getByRole("button", { name: "Done" }).click();
  await says(page, "2 passkeys, password");
  await signOut(page, maya);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL("**/security");
});
