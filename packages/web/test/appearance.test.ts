import { describe, test } from "vitest";
import type { Person } from "../../server/test/support/person.ts";
import { carryOver, closeClean, openWindow } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { inspect, look, looks } from "./support/looks.ts";
import { setBareStage } from "./support/stage.ts";
import { beginSignIn } from "./support/visitor.ts";

const stage = setBareStage();

/** Every address for people who are not signed in, and what is on it once it is drawn. */
const openPages: [path: string, shows: string][] = [
  ["/sign-in", "Use your email to continue."],
  ["/sign-up", "At least 8 characters"],
  ["/forgot-password", "Send the link"],
  ["/reset-password#token=x", "This link doesn't work any more"],
  ["/reset-password", "Open the link from your email"],
  ["/verify-email#token=x", "This link doesn't work any more"],
  ["/verify-email", "Send a new link"],
  ["/security/nothing-here", "There's no page here"],
];

/** Every address for people who are; {id} is an authenticator's. */
const settingsPages: [path: string, shows: string][] = [
  ["/security", "Last used"],
  ["/security/password", "New password again"],
  ["/security/password/remove", "Remove your password?"],
  ["/security/passkeys/new", "Name it"],
  ["/security/security-keys/new", "Name it"],
  ["/security/authenticators/new", "Scan this code"],
  ["/security/authenticators/{id}/rename", "Save name"],
  ["/security/authenticators/{id}/remove", "Codes from it will stop working"],
  ["/security/authenticators/totp_0/remove", "isn't there any more"],
  ["/security/recovery-codes", "Current set"],
  ["/security/two-step/off", "Turn two-step sign-in off?"],
  ["/sessions", "Successful"],
  ["/sessions/sign-out-others", "Unsaved work"],
  ["/account", "Account created"],
  ["/account/name", "Save name"],
  ["/account/email", "New email"],
  ["/account/delete", "Delete this account?"],
];

describe.each(looks)("in %s", (_name, options) => {
  test("every page for strangers is accessible and fits", async () => {
    const window = await openWindow(stage.browser, stage.server, options);
    for (const [path, shows] of openPages) await inspect(window.page, path, shows);
    await closeClean(window);
  });

  test("every page and dialog of the settings is accessible and fits", async () => {
    const maya = await protectedPerson(stage.server, "Phone", "Tablet");
    await maya.elsewhere().signIn();
    const [id] = await authenticatorIds(maya);
    const window = await openWindow(stage.browser, stage.server, options);
    await carryOver(window, stage.server, maya);
    for (const [path, shows] of settingsPages) await inspect(window.page, path.replace("{id}", id ?? ""), shows);
    await closeClean(window);
  });

  test("the steps of a sign-in are accessible and fit", async () => {
    const maya = await protectedPerson(stage.server, "Phone");
    const window = await openWindow(stage.browser, stage.server, options);
    const { page } = window;
    await beginSignIn(page, maya);
    await look(page, "Enter your code");
    await page.getByLabel("6-digit code").fill("000000");
    await look(page, "That code isn't right.");
    await page.getByRole("button", { name: "Try another way" }).click();
    await look(page, "Choose how to confirm it's you.");
    await page.getByRole("button", { name: "Recovery code" }).click();
    await look(page, "Enter one unused code");
    await page.getByLabel("Recovery code").fill(maya.recoveryCodes[0] ?? "");
    await page.getByRole("button", { name: "Continue" }).click();
    await look(page, "9 of 10 left");
    await closeClean(window);
  });
});

async function authenticatorIds(person: Person): Promise<string[]> {
  const { body } = await person.get("/v1/account/authenticators");
  return (body.totp as { id: string }[]).map((authenticator) => authenticator.id);
}
