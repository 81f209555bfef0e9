import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Person } from "../../server/test/support/person.ts";
import { bindPhone, codeSentTo, newNumber, wrongCode } from "../../server/test/support/phones.ts";
import { startServer } from "../../server/test/support/test-server.ts";
import { carryOver, closeClean, expectAccessible, openWindow } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { openSecurity, saveCodes, signOut } from "./support/passkey-steps.ts";
import { setStage } from "./support/stage.ts";
import { beginSignIn, endConfirmation, says } from "./support/visitor.ts";

const stage = setStage({}, { locale: "de-DE" });

/** A person with an account, and with a phone for each number; their browser is signed in. */
async function withPhones(...phones: [number: string, name: string][]): Promise<Person> {
  const person = await (await protectedPerson(stage.server)).signIn();
  for (const [number, name] of phones) await bindPhone(person, number, name);
  return person;
}

async function hasSixDigits(page: Page, code: string): Promise<void> {
  await page.getByLabel("6-digit code").fill(code);
}

test("a number is added as it is dialled at home, with a code sent to it", async () => {
  const maya = await protectedPerson(stage.server);
  const page = await openSecurity(stage.window, stage.server, maya);
  const number = newNumber();
  await says(page, "Less secure");
  await page.getByRole("link", { name: "Add number" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a phone number" });
  await expect
    .poll(() => dialog.getByLabel("Country or region").inputValue(), { message: "by the browser's language" })
    .toBe("DE");
  await dialog.getByRole("button", { name: "Send code" }).click();
  await dialog.getByText("Enter a phone number.").waitFor();
  await dialog.getByLabel("Phone number").fill("12");
  await dialog.getByRole("button", { name: "Send code" }).click();
  await dialog.getByText("we can text", { exact: false }).waitFor();
  await expectAccessible(page, "add a phone number");
  await dialog.getByLabel("Phone number").fill(number.replace("+49", "0"));
  await dialog.getByRole("button", { name: "Send code" }).click();
  await dialog.getByText("We texted a 6-digit code to +49").waitFor();
  await dialog.getByText(/Send a new code in \d+ s/).waitFor();
  await expect.poll(() => dialog.getByLabel("6-digit code").getAttribute("autocomplete")).toBe("one-time-code");
  await expectAccessible(page, "the code of a phone number");
  const code = await codeSentTo(maya, number);
  await dialog.getByLabel("6-digit code").fill(wrongCode(code));
  await dialog.getByRole("button", { name: "Add number" }).click();
  await dialog.getByText("That code isn't right.").waitFor();
  await dialog.getByLabel("6-digit code").fill(code);
  await dialog.getByLabel("Name (optional)").fill("Work phone");
  await dialog.getByRole("button", { name: "Add number" }).click();
  expect(await saveCodes(page)).toHaveLength(10);
  await says(page, "Your account has basic protection");
  await page.getByRole("button", { name: "Actions for Work phone" }).waitFor();
  expect(await page.content(), "the number is shown masked").not.toContain(number.slice(4));
  await expectAccessible(page, "security with a phone");

  await page.locator("#add-phone").click();
  await dialog.getByLabel("Phone number").fill(number);
  await dialog.getByRole("button", { name: "Send code" }).click();
  await dialog.getByText("This number is on your account already.").waitFor();
});

test("a text message is the second step; a new code comes after a while; several phones are told apart", async () => {
  const first = newNumber();
  const second = newNumber();
  const maya = await withPhones([first, "Work phone"], [second, "Old phone"]);
  stage.server.clock.advance(61);
  const { page } = stage.window;
  await beginSignIn(page, maya);
  await page.getByRole("heading", { name: "Check your phone" }).waitFor();
  await says(page, "We texted a 6-digit code to +49");
  await expectAccessible(page, "a texted code");
  const sent = await codeSentTo(maya, first);
  await hasSixDigits(page, wrongCode(sent));
  await says(page, "That code isn't right.");
  await page.getByRole("button", { name: `Send it to +49 ••• ••${second.slice(-2)} instead` }).click();
  await page.getByRole("button", { name: `Send it to +49 ••• ••${first.slice(-2)} instead` }).waitFor();
  await expect.poll(() => codeSentTo(maya, second).catch(() => "")).toMatch(/^\d{6}$/);
  await page.getByRole("button", { name: "Try another way" }).click();
  await page.getByRole("button", { name: "Text message" }).waitFor();
  await page.getByRole("button", { name: "Recovery code" }).click();
  await page.getByRole("button", { name: "Try another way" }).click();
  await page.getByRole("button", { name: "Text message" }).click();
  await says(page, "Send a new code in");
  stage.server.clock.advance(61);
  await page.clock.setFixedTime(stage.server.clock.now());
  await page.getByRole("button", { name: "Send a new code" }).click();
  await says(page, "New code sent");
  expect(await codeSentTo(maya, first)).not.toBe(sent);
  await page.getByLabel("Don't ask on this device for 30 days").check();
  await hasSixDigits(page, await codeSentTo(maya, first));
  await page.getByRole("heading", { name: "Remembered devices" }).waitFor();
});

test("a phone confirms a change where nothing better is bound", async () => {
  const number = newNumber();
  const maya = await withPhones([number, "Work phone"]);
  stage.server.clock.advance(660);
  await carryOver(stage.window, stage.server, maya);
  const { page } = stage.window;
  await page.goto("/security/recovery-codes");
  await page.getByRole("button", { name: "Get new codes" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm it's you" });
  await dialog.getByText("We texted a 6-digit code to +49").waitFor();
  await expectAccessible(page, "confirm with a phone");
  await dialog.getByLabel("6-digit code").fill(await codeSentTo(maya, number));
  await dialog.waitFor({ state: "detached" });
  await saveCodes(page);
});

test("a phone is renamed and removed", async () => {
  const maya = await withPhones([newNumber(), "Work phone"]);
  await maya.bindTotp("App");
  await carryOver(stage.window, stage.server, maya);
  const { page } = stage.window;
  await page.goto("/security");
  await endConfirmation(page);
  await page.getByRole("button", { name: "Actions for Work phone" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  const removal = page.getByRole("alertdialog", { name: "Remove this phone number?" });
  await removal.getByRole("button", { name: "Remove number" }).click();
  const confirmation = page.getByRole("dialog", { name: "Confirm it's you" });
  await confirmation.getByText("You're about to remove a phone number.").waitFor();
  await confirmation.getByLabel("6-digit code").fill(maya.freshCode());
  await says(page, "Work phone removed");
  await signOut(page, maya);
});

test("where text messages are off none is offered, and bound ones say so", async () => {
  const number = newNumber();
  const maya = await withPhones([number, "Work phone"]);
  await maya.bindTotp("App");
  const { databaseUrl, clock } = stage.server;
  const off = await startServer("sqlite", { databaseUrl, clock, settings: { MORTISE_TEXT_MESSAGES: "off" } });
  const elsewhere = await openWindow(stage.browser, off);
  const { page } = elsewhere;
  await beginSignIn(page, maya);
  await page.getByRole("button", { name: "Try another way" }).click();
  await page.getByRole("button", { name: "Recovery code" }).waitFor();
  await expect.poll(() => page.getByText("Text message").count()).toBe(0);
  await page.getByRole("button", { name: "Authenticator app" }).click();
  await page.getByLabel("6-digit code").fill(maya.freshCode());
  await page.getByRole("heading", { name: "Second factors" }).waitFor();
  await says(page, "Not usable here");
  await says(page, "Text messages are switched off here, so these numbers get no codes.");
  await expect.poll(() => page.getByRole("link", { name: "Add number" }).count()).toBe(0);
  await expectAccessible(page, "a phone that is not usable");
  await page.goto("/security/phones/new");
  await says(page, "Text messages are switched off here. Use another second factor.");
  await closeClean(elsewhere);
  await off.close();
});
