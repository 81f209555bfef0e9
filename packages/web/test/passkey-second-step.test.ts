import { beforeEach, expect, test } from "vitest";
import { plugIn, withoutAutofill } from "./support/authenticators.ts";
import { closeClean, expectAccessible, openWindow } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { addPasskey, addSecurityKey, openSecurity, signOut } from "./support/passkey-steps.ts";
import { setStage } from "./support/stage.ts";
import { beginSignIn, enterEmail, enterPassword, says } from "./support/visitor.ts";

const stage = setStage();
beforeEach(() => withoutAutofill(stage.window));

test("a key that only knows it was touched completes a password, and does not sign in alone", async () => {
  await plugIn(stage.window, { transport: "usb", verifies: false });
  const maya = await protectedPerson(stage.server, "Phone");
  const page = await openSecurity(stage.window, stage.server, maya);
  await addSecurityKey(page, "Key on my desk");
  await says(page, "1 app, 1 key");
  await signOut(page, maya);
  await enterEmail(page, maya.email);
  await enterPassword(page, maya.password);
  await page.getByRole("heading", { name: "Use your security key" }).waitFor();
  await says(page, "Key on my desk");
  await page.getByRole("button", { name: "Try another way" }).click();
  await page.getByRole("button", { name: "Authenticator app" }).waitFor();
  await page.getByRole("button", { name: "Recovery code" }).waitFor();
  await expectAccessible(page, "ways with a key");
  await page.getByRole("button", { name: "Security key" }).click();
  await page.getByRole("button", { name: "Continue with your security key" }).click();
  await page.getByRole("button", { name: "Actions for Key on my desk" }).waitFor();
});

test("the preferred authenticator is asked for first", async () => {
  await plugIn(stage.window);
  const maya = await protectedPerson(stage.server, "Phone");
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await page.getByLabel("Ask for this first").selectOption({ label: "Phone" });
  await says(page, "Phone is asked for first");
  await signOut(page, maya);
  await beginSignIn(page, maya);
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await page.getByRole("button", { name: "Try another way" }).click();
  const ways = await page.getByRole("listitem").allInnerTexts();
  expect(ways.map((way) => way.split("\n")[0]?.trim())).toEqual([
    expect.stringContaining("Authenticator app"),
    expect.stringContaining("Passkey or security key"),
    expect.stringContaining("Recovery code"),
  ]);
});

test("a remembered device is not asked again, is listed, and is when it is forgotten", async () => {
  await plugIn(stage.window);
  const maya = await protectedPerson(stage.server, "Phone");
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await signOut(page, maya);
  await beginSignIn(page, maya);
  await page.getByRole("heading", { name: "Use your passkey" }).waitFor();
  await page.getByLabel("Don't ask on this device for 30 days").check();
  await page.getByRole("button", { name: "Continue with a passkey" }).click();
  await page.getByRole("heading", { name: "Remembered devices" }).waitFor();
  await expectAccessible(page, "a remembered device");
  await signOut(page, maya);
  await beginSignIn(page, maya);
  await page.getByRole("heading", { name: "Remembered devices" }).waitFor();
  await page.getByRole("button", { name: /^Forget .*Chrome/ }).click();
  // It was let in without the second step: what takes that away asks for it.
  await page.getByRole("dialog").getByRole("button", { name: "Use a passkey" }).click();
  await says(page, "It's asked for the second step again.");
  await page.getByRole("heading", { name: "Remembered devices" }).waitFor({ state: "detached" });
  await signOut(page, maya);
  await beginSignIn(page, maya);
  await page.getByRole("heading", { name: "Use your passkey" }).waitFor();
});

test("a code with the box ticked remembers the device too, and all are forgotten at once", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  const other = await openWindow(stage.browser, stage.server);
  for (const each of [other.page, page]) {
    await beginSignIn(each, maya);
    await each.getByLabel("Don't ask on this device for 30 days").check();
    await each.getByLabel("6-digit code").fill(maya.freshCode());
    await each.getByRole("heading", { name: "Remembered devices" }).waitFor();
  }
  await page.getByRole("button", { name: "Forget all devices" }).click();
  await says(page, "2 devices forgotten");
  await signOut(page, maya);
  await beginSignIn(page, maya);
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await closeClean(other);
});
