import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestServer } from "../../server/test/support/test-server.ts";
import { plugIn, withoutAutofill } from "./support/authenticators.ts";
import { closeClean, expectAccessible, launchBrowser, openWindow, type Window } from "./support/browser.ts";
import { protectedPerson, startHosted } from "./support/hosted.ts";
import { saveCodes, signOut } from "./support/passkey-steps.ts";
import { beginSignIn, enterEmail, enterPassword, says } from "./support/visitor.ts";

let server: TestServer;
let browser: Browser;
let window: Window;

beforeAll(async () => {
  [server, browser] = await Promise.all([startHosted(), launchBrowser()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(async () => {
  window = await openWindow(browser, server);
  await withoutAutofill(window);
});
afterEach(() => closeClean(window));

test("after a password a passkey is offered once; not now is remembered", async () => {
  await plugIn(window);
  const { page } = window;
  const maya = await protectedPerson(server);
  await beginSignIn(page, maya);
  await page.getByRole("heading", { name: "Sign in faster next time" }).waitFor();
  await expectAccessible(page, "the offer");
  await page.getByRole("button", { name: "Not now" }).click();
  await says(page, "Only your password protects this account");
  await signOut(page, maya);
  await beginSignIn(page, maya);
  await says(page, "Only your password protects this account");
});

test("the offer taken makes a passkey, and shows the codes that come with it", async () => {
  await plugIn(window);
  const { page } = window;
  const maya = await protectedPerson(server);
  await page.goto("/account");
  await enterEmail(page, maya.email);
  await enterPassword(page, maya.password);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  expect(await saveCodes(page)).toHaveLength(10);
  await page.waitForURL("**/account");
  await signOut(page, maya);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL("**/security");
});

/** A browser whose password manager makes passkeys by itself, or fails to. */
async function withConditionalCreate(works: boolean): Promise<void> {
  await window.context.addInitScript((succeeds) => {
    if (!("PublicKeyCredential" in globalThis)) return;
    const create = navigator.credentials.create.bind(navigator.credentials);
    navigator.credentials.create = ({
      mediation,
      ...options
    }: CredentialCreationOptions & { mediation?: string } = {}) =>
      mediation === "conditional" && !succeeds
        ? Promise.reject(new DOMException("no manager", "NotAllowedError"))
        : create(options);
  }, works);
}

test("where two steps are on already, a passkey is made without asking, and the page says so", async () => {
  await withConditionalCreate(true);
  await plugIn(window);
  const { page } = window;
  const maya = await protectedPerson(server, "Phone");
  await beginSignIn(page, maya);
  await page.getByLabel("6-digit code").fill(maya.freshCode());
  await says(page, "Passkey on Linux added");
  await page.getByRole("button", { name: "Actions for Passkey on Linux" }).waitFor();
});

test("a passkey that could not be made without asking is missed by nobody", async () => {
  await withConditionalCreate(false);
  await plugIn(window);
  const { page } = window;
  const maya = await protectedPerson(server, "Phone");
  const begun = page.waitForResponse("**/v1/account/authenticators/passkeys");
  await beginSignIn(page, maya);
  await page.getByLabel("6-digit code").fill(maya.freshCode());
  await page.getByRole("heading", { name: "Second factors" }).waitFor();
  expect((await begun).status()).toBe(201);
  await expect.poll(() => page.getByRole("alert").filter({ hasText: /./ }).count()).toBe(0);
});
