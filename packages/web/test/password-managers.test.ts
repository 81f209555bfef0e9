import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { Person } from "../../server/test/support/person.ts";
import { withoutWebAuthn } from "./support/authenticators.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { endConfirmation, enterEmail, says, signIn } from "./support/visitor.ts";

const stage = setStage();

/** Of each form that asks for a password: what its field for whose it is says, which password managers look for. */
async function usernames(page: Page): Promise<string[][]> {
  await page.locator("input[type=password]").first().waitFor();
  return page
    .locator("form:has(input[type=password])")
    .evaluateAll((forms) =>
      forms.map((form) =>
        [...form.querySelectorAll<HTMLInputElement>("input[autocomplete~=username]")].map(({ value }) => value),
      ),
    );
}

test("every form with a password has one field that says whose it is", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server);
  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(maya.email);
  expect(await usernames(page), "signing up").toEqual([[maya.email]]);

  await page.goto("/sign-in");
  await enterEmail(page, maya.email);
  expect(await usernames(page), "signing in").toEqual([[maya.email]]);

  await maya.post("/v1/password-resets", { email: maya.email });
  await page.goto(`/reset-password#token=${await maya.mailedToken()}`);
  await expect.poll(() => usernames(page), { message: "a reset" }).toEqual([[maya.email]]);

  await signIn(page, maya);
  await page.goto("/security/password");
  await page.getByRole("dialog").waitFor();
  expect(await usernames(page), "changing it").toEqual([[maya.email]]);

  await endConfirmation(page);
  await page.goto("/account/delete");
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Delete/ })
    .click();
  await page.getByRole("dialog", { name: "Confirm it's you" }).waitFor();
  expect(await usernames(page), "confirming").toContainEqual([maya.email]);
});

test("the password an account begins with, too, and it is held against that address while it is typed", async () => {
  await withoutWebAuthn(stage.window);
  const { page } = stage.window;
  const maya = new Person(stage.server, `wrenholt.${Date.now()}@example.com`);
  await maya.post("/v1/sign-up", { email: maya.email, name: "M" });
  await page.goto(`/verify-email#token=${await maya.mailedToken()}`);
  await page.getByRole("button", { name: "Confirm email" }).click();
  await page.getByRole("heading", { name: "Choose your password" }).waitFor();
  expect(await usernames(page)).toEqual([[maya.email]]);
  await page.getByLabel("Password", { exact: true }).fill("tea wrenholt kettle purple");
  await says(page, "Not your name or email: not yet");
});
