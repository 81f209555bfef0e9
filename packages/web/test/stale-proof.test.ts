import { expect, test } from "vitest";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { confirm, endConfirmation, says, signIn } from "./support/visitor.ts";

const stage = setStage();

test("the second session signed out within a day asks; closing the question signs nobody out", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  for (let each = 0; each < 2; each++) {
    const other = maya.elsewhere();
    other.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    await other.signIn();
  }
  await signIn(page, maya);
  await page.goto("/sessions");
  await endConfirmation(page);
  const buttons = page.getByRole("button", { name: /^Sign out Firefox/ });
  await buttons.first().click();
  await says(page, /Firefox.* signed out/);
  await expect.poll(() => buttons.count()).toBe(1);
  await buttons.first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/sign out other sessions/).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await expect.poll(() => buttons.count()).toBe(1);
  await expect.poll(() => page.getByRole("alert").filter({ hasText: "Couldn't" }).count()).toBe(0);
  await buttons.first().click();
  await confirm(page, maya);
  await expect.poll(() => buttons.count()).toBe(0);
});

test("an alert is switched off with fresh proof, and stays on when the question is closed", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await signIn(page, maya);
  await page.goto("/sessions");
  await endConfirmation(page);
  const email = page.getByRole("switch", { name: "Email: new location" });
  await email.press("Space");
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/switch off alerts/).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => email.isChecked()).toBe(true);
  await email.press("Space");
  await confirm(page, maya);
  await says(page, "Email alerts are off: new location");
  const { categories } = (await maya.get("/v1/account/alert-preferences")).body;
  expect(categories["new-location"]).toEqual({ email: false, inApp: true });
});
