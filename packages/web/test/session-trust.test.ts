import { beforeEach, expect, test } from "vitest";
import { firefox, london, placedSettings } from "../../server/test/support/flagged.ts";
import type { Person } from "../../server/test/support/person.ts";
import { plugIn, withoutAutofill } from "./support/authenticators.ts";
import { carryOver, closeClean, expectAccessible, openWindow } from "./support/browser.ts";
import { protectedPerson, startHosted } from "./support/hosted.ts";
import { addPasskey, openSecurity } from "./support/passkey-steps.ts";
import { setStage } from "./support/stage.ts";
import { beginSignIn, says } from "./support/visitor.ts";

const stage = setStage();
beforeEach(() => withoutAutofill(stage.window));

/** Another browser with this one's session, as a thief of cookies would have. */
async function useElsewhere(): Promise<void> {
  const cookies = await stage.window.context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  await fetch(`${stage.server.url}/v1/session`, { headers: { cookie, "user-agent": firefox } });
  await fetch(`${stage.server.url}/v1/account/authenticators`, { headers: { cookie, "user-agent": firefox } });
}

async function signedInWith(...apps: string[]): Promise<Person> {
  const maya = await protectedPerson(stage.server, ...apps);
  if (apps.length === 0) await maya.signIn();
  await carryOver(stage.window, stage.server, maya);
  return maya;
}

test("a flagged session says why and reads nothing else; a passkey restores trust in it", async () => {
  await plugIn(stage.window);
  const maya = await protectedPerson(stage.server, "Phone");
  const page = await openSecurity(stage.window, stage.server, maya);
  await addPasskey(page, "My laptop");
  await useElsewhere();
  await page.getByRole("link", { name: "Sessions and history" }).click();
  await page.getByRole("heading", { name: "This session is on hold" }).waitFor();
  await says(page, "It began in one browser and went on in another");
  await says(page, maya.email);
  await expect.poll(() => page.getByRole("table").count()).toBe(0);
  await expectAccessible(page, "a session on hold");
  await page.getByRole("button", { name: "Restore trust" }).click();
  const dialog = page.getByRole("dialog", { name: "Was this you?" });
  await dialog.getByText("A passkey or security key is needed.").waitFor();
  await expect.poll(() => dialog.getByRole("button", { name: "Authenticator code" }).count()).toBe(0);
  await expectAccessible(page, "restore trust");
  await dialog.getByRole("button", { name: "Use a passkey" }).click();
  await says(page, "Trust restored");
  await page.getByRole("table", { name: "Your active sessions" }).waitFor();
});

test("where no passkey is bound an authenticator app restores trust", async () => {
  const maya = await signedInWith("Phone");
  const { page } = stage.window;
  await page.goto("/account");
  await says(page, "Account created");
  await useElsewhere();
  await page.reload();
  await page.getByRole("heading", { name: "This session is on hold" }).waitFor();
  await page.getByRole("button", { name: "Restore trust" }).click();
  const dialog = page.getByRole("dialog", { name: "Was this you?" });
  await dialog.getByText("A code from your authenticator app is needed.").waitFor();
  await dialog.getByLabel("6-digit code from Phone").fill("000000");
  await dialog.getByText("That code isn't right.").waitFor();
  await dialog.getByLabel("6-digit code from Phone").fill(maya.freshCode());
  await dialog.getByRole("button", { name: "Restore trust" }).click();
  await says(page, "Trust restored");
  await says(page, "Account created");
});

test("with neither, only signing in anew helps, and it says so", async () => {
  await signedInWith();
  const { page } = stage.window;
  await page.goto("/security");
  await says(page, "Only your password protects this account");
  await useElsewhere();
  await page.reload();
  await says(page, "This account has no passkey and no authenticator app");
  await expect.poll(() => page.getByRole("button", { name: "Restore trust" }).count()).toBe(0);
  await expectAccessible(page, "nothing to restore trust with");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL("**/sign-in");
});

test("the owner's other sessions show the flag and its reason, and offer to sign it out, not to vouch for it", async () => {
  const maya = await signedInWith("Phone");
  const { page } = stage.window;
  await page.goto("/security");
  await useElsewhere();
  const other = await openWindow(stage.browser, stage.server);
  await carryOver(other, stage.server, await maya.elsewhere().signIn());
  await other.page.goto("/security");
  await says(other.page, "1 flagged");
  await other.page.goto("/sessions");
  await says(other.page, "Went on in another browser than it began in.");
  const row = other.page.getByRole("row").filter({ hasText: "Flagged" });
  await expectAccessible(other.page, "a flagged session in the list");
  await expect.poll(() => other.page.getByRole("button", { name: /trust/i }).count()).toBe(0);
  await row.getByRole("button", { name: /Sign out/ }).click();
  await says(other.page, "signed out");
  await page.reload();
  await page.waitForURL("**/sign-in");
  await closeClean(other);
});

test("sessions and the history show the place, approximately, with the address one step away", async () => {
  const placed = await startHosted(placedSettings);
  const elsewhere = await openWindow(stage.browser, placed, { extraHTTPHeaders: { "x-forwarded-for": london } });
  const { page } = elsewhere;
  await beginSignIn(page, await protectedPerson(placed));
  await page.waitForURL("**/security");
  await page.goto("/sessions");
  const sessions = page.getByRole("table", { name: "Your active sessions" });
  const place = sessions.getByRole("button", { name: "London, United Kingdom" });
  await place.focus();
  await sessions.getByRole("tooltip").getByText("Approximate, from the IP address").waitFor();
  await sessions.getByRole("tooltip").getByText(london).waitFor();
  await expectAccessible(page, "places");
  await page.keyboard.press("Escape");
  await sessions.getByRole("tooltip").waitFor({ state: "hidden" });
  const history = page.getByRole("table", { name: "Sign-in history, newest first" });
  await history.getByText("London, United Kingdom").first().waitFor();
  await closeClean(elsewhere);
  await placed.close();
});
