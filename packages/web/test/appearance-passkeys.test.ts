import { describe, test } from "vitest";
import { Person } from "../../server/test/support/person.ts";
import { plugIn, withoutAutofill } from "./support/authenticators.ts";
import { closeClean, openWindow } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { inspect, look, looks } from "./support/looks.ts";
import { addPasskey, addSecurityKey, openSecurity } from "./support/passkey-steps.ts";
import { setBareStage } from "./support/stage.ts";
import { beginSignIn, enterEmail } from "./support/visitor.ts";

const stage = setBareStage();

describe.each(looks)("in %s", (_name, options) => {
  test("passkeys and keys in the settings are accessible and fit", async () => {
    const window = await openWindow(stage.browser, stage.server, options);
    await withoutAutofill(window);
    const device = await plugIn(window, { synced: true });
    const page = await openSecurity(window, stage.server, await protectedPerson(stage.server, "Phone"));
    await addPasskey(page, "My laptop");
    await device.remove();
    const key = await plugIn(window, { transport: "usb", verifies: false });
    await addSecurityKey(page, "A key with a name as long as anybody would ever give it");
    await page.getByText("What if I lose a device?").click();
    await look(page, "still signs you in");
    await inspect(page, "/security/password/remove", "Remove your password?");
    await key.setPresent(false);
    await inspect(page, "/security/security-keys/new", "Have it at hand");
    await page.getByRole("button", { name: "Continue" }).click();
    await look(page, "Waiting for your security key");
    await closeClean(window);
  });

  test("signing in with a passkey is accessible and fits", async () => {
    const window = await openWindow(stage.browser, stage.server, options);
    await withoutAutofill(window);
    const device = await plugIn(window);
    const maya = await protectedPerson(stage.server, "Phone");
    const page = await openSecurity(window, stage.server, maya);
    await addPasskey(page, "My laptop");
    await page.context().clearCookies();
    await device.setPresent(false);
    await page.goto("/sign-in");
    await look(page, "Sign in with a passkey");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await look(page, "Waiting for your passkey");
    await page.getByRole("button", { name: "Cancel" }).click();
    await enterEmail(page, maya.email);
    await look(page, "Use a passkey instead");
    await beginSignIn(page, maya);
    await look(page, "Don't ask on this device for 30 days");
    await closeClean(window);
  });

  test("beginning with a passkey is accessible and fits", async () => {
    const window = await openWindow(stage.browser, stage.server, options);
    await withoutAutofill(window);
    await plugIn(window);
    const { page } = window;
    const noa = new Person(stage.server);
    await noa.post("/v1/sign-up", { email: noa.email, name: noa.name });
    await page.goto(`/verify-email#token=${await noa.mailedToken()}`);
    await page.getByRole("button", { name: "Confirm email" }).click();
    await look(page, "Create your passkey");
    await page.getByRole("button", { name: "Choose a password instead" }).click();
    await look(page, "Choose your password");
    const ben = await protectedPerson(stage.server);
    await beginSignIn(page, ben);
    await look(page, "Sign in faster next time");
    await page.getByRole("button", { name: "Not now" }).click();
    await look(page, "How you sign in");
    await closeClean(window);
  });
});
