import { beforeEach, expect, test } from "vitest";
import { Person } from "../../server/test/support/person.ts";
import { noteSignals, plugIn, signalsOf, withoutAutofill, withoutWebAuthn } from "./support/authenticators.ts";
import { expectAccessible } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { addPasskey, openSecurity, saveCodes, signOut } from "./support/passkey-steps.ts";
import { setStage } from "./support/stage.ts";
import { endConfirmation, enterEmail, enterPassword, says } from "./support/visitor.ts";

const stage = setStage();
beforeEach(() => withoutAutofill(stage.window));

async function askForAccount(person: Person): Promise<void> {
  const { page } = stage.window;
  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Name").fill(person.name);
}

test("an account begins with a passkey and no password", async () => {
  await plugIn(stage.window);
  const { page } = stage.window;
  const maya = new Person(stage.server);
  await askForAccount(maya);
  await page.getByRole("button", { name: "Use a passkey instead" }).click();
  await expect.poll(() => page.getByLabel("Password", { exact: true }).count()).toBe(0);
  await expectAccessible(page, "sign-up with a passkey");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: "Check your inbox" }).waitFor();
  await page.goto(`/verify-email#token=${await maya.mailedToken()}`);
  await page.getByRole("button", { name: "Confirm email" }).click();
  await page.getByRole("heading", { name: "Create your passkey" }).waitFor();
  await expectAccessible(page, "create your passkey");
  await page.getByRole("button", { name: "Create passkey" }).click();
  expect(await saveCodes(page)).toHaveLength(10);
  await page.getByRole("heading", { name: "Your account is ready" }).waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  await says(page, "There's no password anyone could steal.");
  await page.getByRole("button", { name: "Actions for Passkey on Linux" }).waitFor();
  await expectAccessible(page, "security without a password");

  await page.getByRole("button", { name: "Actions for Passkey on Linux" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove passkey" }).click();
  await page.getByRole("dialog", { name: "This is the only way into your account" }).waitFor();
  await expectAccessible(page, "the only way in");
  await page.getByRole("link", { name: "Add a password first" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a password" });
  await dialog.getByLabel("New password", { exact: true }).fill(maya.password);
  await dialog.getByLabel("New password again").fill(maya.password);
  await expectAccessible(page, "add a password");
  await dialog.getByRole("button", { name: "Add password" }).click();
  await says(page, "Password added");
  await says(page, "1 passkey, password");
});

test("behind the link one may still choose a password; without passkeys it is the only choice", async () => {
  await withoutWebAuthn(stage.window);
  const { page } = stage.window;
  const maya = new Person(stage.server);
  await maya.post("/v1/sign-up", { email: maya.email, name: maya.name });
  await page.goto(`/verify-email#token=${await maya.mailedToken()}`);
  await page.getByRole("button", { name: "Confirm email" }).click();
  await page.getByRole("heading", { name: "Choose your password" }).waitFor();
  await says(page, "This browser can't use passkeys");
  await page.getByLabel("Password", { exact: true }).fill("horse");
  await page.getByRole("button", { name: "Create account" }).click();
  await says(page, "doesn't meet everything below yet");
  await page.getByLabel("Password", { exact: true }).fill(maya.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: "Email confirmed" }).waitFor();
  await page.getByRole("link", { name: "Sign in" }).click();
  await enterEmail(page, maya.email);
  await enterPassword(page, maya.password);
  await says(page, "Only your password protects this account");
});

test("a password is removed with fresh proof, once a passkey signs in alone", async () => {
  await plugIn(stage.window);
  const maya = await protectedPerson(stage.server);
  const page = await openSecurity(stage.window, stage.server, maya);
  await expect.poll(() => page.getByRole("link", { name: "Remove password" }).count()).toBe(0);
  await addPasskey(page, "My laptop");
  await endConfirmation(page);
  await page.getByRole("link", { name: "Remove password" }).click();
  await page.getByRole("alertdialog", { name: "Remove your password?" }).waitFor();
  await expectAccessible(page, "remove the password");
  await page.getByRole("button", { name: "Remove password" }).click();
  const confirmation = page.getByRole("dialog", { name: "Confirm it's you" });
  await confirmation.getByText("You're about to remove your password.").waitFor();
  await confirmation.getByRole("button", { name: "Use a passkey" }).click();
  await says(page, "Password removed");
  await says(page, "None. You sign in with a passkey.");
  await signOut(page, maya);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await says(page, "There's no password anyone could steal.");
});

test("the passkey manager hears what is so: on loading, after removal, a new name and a new account name", async () => {
  await noteSignals(stage.window);
  const device = await plugIn(stage.window, { synced: true });
  const maya = await protectedPerson(stage.server, "Phone");
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  const [bound] = await device.credentials();
  const accepted = async () =>
    (await signalsOf(page)).findLast((signal) => signal.name === "signalAllAcceptedCredentials")
      ?.allAcceptedCredentialIds?.length;
  await expect.poll(accepted).toBe(1);
  expect(bound?.userName).toBe(maya.email);

  await page.goto("/account");
  await page.getByRole("link", { name: "Change name" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Maya W.");
  await page.getByRole("button", { name: "Save name" }).click();
  await says(page, "Name changed");
  await expect.poll(async () => (await device.credentials())[0]?.userDisplayName).toBe("Maya W.");

  await page.goto("/security");
  await page.getByRole("button", { name: "Actions for My laptop" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove passkey" }).click();
  await says(page, "My laptop removed");
  await expect.poll(accepted).toBe(0);
  await expect.poll(async () => (await device.credentials()).length).toBe(0);
  expect((await signalsOf(page)).some((signal) => signal.name === "signalUnknownCredential")).toBe(false);
});
