import { beforeEach, expect, test } from "vitest";
import { plugIn, withoutAutofill } from "./support/authenticators.ts";
import { expectAccessible } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { saveCodes, signOut } from "./support/passkey-steps.ts";
import { setStage } from "./support/stage.ts";
import { beginSignIn, enterEmail, enterPassword, says } from "./support/visitor.ts";

const stage = setStage();
beforeEach(() => withoutAutofill(stage.window));

test("after a password a passkey is offered once; not now is remembered", async () => {
  await plugIn(stage.window);
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server);
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
  await plugIn(stage.window);
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server);
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
  await stage.window.context.addInitScript((succeeds) => {
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
  await plugIn(stage.window);
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await beginSignIn(page, maya);
  await page.getByLabel("6-digit code").fill(maya.freshCode());
  await says(page, "Passkey on Linux added");
  await page.getByRole("button", { name: "Actions for Passkey on Linux" }).waitFor();
});

test("a passkey that could not be made without asking is missed by nobody", async () => {
  await withConditionalCreate(false);
  await plugIn(stage.window);
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  const begun = page.waitForResponse("**/v1/account/authenticators/passkeys");
  await beginSignIn(page, maya);
  await page.getByLabel("6-digit code").fill(maya.freshCode());
  await page.getByRole("heading", { name: "Second factors" }).waitFor();
  expect((await begun).status()).toBe(201);
  await expect.poll(() => page.getByRole("alert").filter({ hasText: /./ }).count()).toBe(0);
});
