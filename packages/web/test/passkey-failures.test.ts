import { expect, test } from "vitest";
import { noteSignals, plugIn, signalsOf, withoutAutofill, withoutWebAuthn } from "./support/authenticators.ts";
import { carryOver, expectAccessible } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { addPasskey, openSecurity, signOut } from "./support/passkey-steps.ts";
import { setStage } from "./support/stage.ts";
import { enterEmail, enterPassword, says } from "./support/visitor.ts";

const stage = setStage();

/** Makes the browser's next prompts end as a person, or a device, would end them. */
async function endPromptsWith(name: string): Promise<void> {
  await stage.window.context.addInitScript((errorName) => {
    const fail = () => Promise.reject(new DOMException("the browser's own words", errorName));
    const ends = () => sessionStorage.getItem("prompts") === "end";
    for (const method of ["create", "get"] as const) {
      const original = navigator.credentials[method].bind(navigator.credentials);
      Reflect.set(navigator.credentials, method, (options: never) => (ends() ? fail() : original(options)));
    }
  }, name);
}

const ending = (end: boolean) =>
  stage.window.page.evaluate((ends) => sessionStorage.setItem("prompts", ends ? "end" : ""), end);

test("a closed prompt says that nothing changed, and has a way on", async () => {
  await withoutAutofill(stage.window);
  await endPromptsWith("NotAllowedError");
  await plugIn(stage.window);
  const maya = await protectedPerson(stage.server, "Phone");
  const page = await openSecurity(stage.window, stage.server, maya);
  await ending(true);
  await page.locator("#add-passkey").click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByRole("button", { name: "Create passkey" }).click();
  await dialog.getByText("The prompt closed before it finished. Nothing has changed.").waitFor();
  await expectAccessible(page, "a closed prompt");
  await ending(false);
  await dialog.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("dialog", { name: "Passkey on Linux added" }).getByRole("button", { name: "Done" }).click();

  // Signing out clears what the page keeps, this as well.
  await signOut(page, maya);
  await ending(true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await says(page, "The passkey prompt closed before it finished. Nothing has changed. Try again or use another way.");
  await expectAccessible(page, "a closed prompt at sign-in");
  await page.getByRole("button", { name: "Sign in with your email instead" }).click();
  await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await says(page, "The passkey prompt closed before it finished.");
  await ending(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.waitForURL("**/security");
});

test.each([
  ["ConstraintError", "Nothing here can keep a passkey and check that it's you."],
  ["NotSupportedError", "That device can't make the kind of passkey we accept."],
  ["SecurityError", "Passkeys can't be made at this address."],
  ["UnknownError", "Your device couldn't finish."],
])("%s is told in words, and can be tried again", async (name, words) => {
  await endPromptsWith(name);
  await plugIn(stage.window);
  const page = await openSecurity(stage.window, stage.server, await protectedPerson(stage.server, "Phone"));
  await ending(true);
  await page.locator("#add-passkey").click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByRole("button", { name: "Create passkey" }).click();
  await dialog.getByText(words).waitFor();
  await dialog.getByRole("button", { name: "Try again" }).waitFor();
});

test("a device that does not recognise the person opens nothing", async () => {
  await withoutAutofill(stage.window);
  const device = await plugIn(stage.window);
  const maya = await protectedPerson(stage.server);
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await device.setVerified(false);
  await signOut(page, maya);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await says(page, "The passkey prompt closed before it finished.");
  await expect.poll(() => new URL(page.url()).pathname).toBe("/sign-in");
});

test("a passkey removed here is refused in words, and only then is the browser told that nobody knows it", async () => {
  await withoutAutofill(stage.window);
  await noteSignals(stage.window);
  await plugIn(stage.window);
  const maya = await protectedPerson(stage.server);
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await page.evaluate(() => sessionStorage.removeItem("signals"));
  // Removed where nobody tells this browser's passkey manager.
  await page.goto("/problems/not-found");
  const credentialId = await page.evaluate(async () => {
    const path = "/v1/account/authenticators";
    const { passkeys } = (await (await fetch(path)).json()) as { passkeys: [{ id: string; credentialId: string }] };
    await fetch(`${path}/${passkeys[0].id}`, { method: "DELETE" });
    return passkeys[0].credentialId;
  });
  await stage.window.context.clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await says(page, "We don't know that passkey.");
  const told = (await signalsOf(page)).filter((signal) => signal.name === "signalUnknownCredential");
  expect(told).toEqual([{ name: "signalUnknownCredential", rpId: "localhost", credentialId }]);
});

test("somebody else's passkey is refused in words, and stays in the browser", async () => {
  await withoutAutofill(stage.window);
  await noteSignals(stage.window);
  await plugIn(stage.window);
  const maya = await protectedPerson(stage.server);
  const noa = await protectedPerson(stage.server);
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await signOut(page, maya);
  await enterEmail(page, noa.email);
  await page.getByRole("button", { name: "Use a passkey instead" }).click();
  await says(page, "That passkey didn't work here. It may belong to another account.");
  await page.getByRole("button", { name: "Try another way" }).click();
  await page.getByRole("button", { name: "Password" }).click();
  await enterPassword(page, noa.password);
  await page.getByRole("heading", { name: "Sign in faster next time" }).waitFor();
  expect((await signalsOf(page)).filter((signal) => signal.name === "signalUnknownCredential")).toEqual([]);
});

test("a sign-in that waited too long starts again by itself", async () => {
  await withoutAutofill(stage.window);
  await endPromptsWith("NotAllowedError");
  await plugIn(stage.window);
  const maya = await protectedPerson(stage.server);
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await signOut(page, maya);
  await ending(true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await says(page, "The passkey prompt closed before it finished.");
  await ending(false);
  stage.server.clock.advance(11 * 60);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Actions for My laptop" }).waitFor();
});

test("cancelling leads back to the email, and the prompt can be shown again", async () => {
  await withoutAutofill(stage.window);
  const device = await plugIn(stage.window);
  const maya = await protectedPerson(stage.server);
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await signOut(page, maya);
  await device.setPresent(false);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await says(page, "Waiting for your passkey");
  await expectAccessible(page, "waiting for a passkey");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByLabel("Email").waitFor();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await says(page, "Waiting for your passkey");
  await device.setPresent(true);
  // The browser may hand the prompt that waits to whoever is there now, before it is shown again: both lead in.
  const signedIn = page.getByRole("button", { name: "Actions for My laptop" });
  await Promise.any([page.getByRole("button", { name: "Show the prompt again" }).click(), signedIn.waitFor()]);
  await signedIn.waitFor();
});

test("a browser without passkeys shows no button for them", async () => {
  await withoutWebAuthn(stage.window);
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue" }).waitFor();
  await expect.poll(() => page.getByText(/passkey/i).count()).toBe(0);
  await enterEmail(page, maya.email);
  await page.getByRole("heading", { name: "Enter your password" }).waitFor();
  await expect.poll(() => page.getByText(/passkey/i).count()).toBe(0);
  await page.goto("/sign-up");
  await page.getByRole("button", { name: "Create account" }).waitFor();
  await expect.poll(() => page.getByText(/passkey/i).count()).toBe(0);
  await carryOver(stage.window, stage.server, maya);
  await page.goto("/security");
  await page.getByRole("heading", { name: "Second factors" }).waitFor();
  await expect.poll(() => page.getByRole("link", { name: /passkey|security key/i }).count()).toBe(0);
  await page.goto("/security/passkeys/new");
  await page.getByRole("dialog", { name: "This browser can't use passkeys" }).waitFor();
  await expectAccessible(page, "no passkeys here");
});
