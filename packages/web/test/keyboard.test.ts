import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { carryOver, focused } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { codeNow, says } from "./support/visitor.ts";

const stage = setStage();

/** Tab until this has the focus; every press must move it somewhere. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    if ((await focused(page)) === name) return;
  }
  throw new Error(`Tab never reached ${name}.`);
}

test("signing in and adding an authenticator need no mouse", async () => {
  const { page } = stage.window;
  const { keyboard } = page;
  const maya = await protectedPerson(stage.server);
  await page.goto("/sign-in");
  await page.getByLabel("Email").waitFor();
  await keyboard.type(maya.email);
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "Enter your password" }).waitFor();
  await keyboard.type(maya.password);
  await keyboard.press("Enter");
  await says(page, "Only your password protects this account");

  await tabTo(page, "Add authenticator");
  await keyboard.press("Enter");
  await page.getByAltText("QR code for your authenticator app").waitFor();
  await expect
    .poll(() =>
      page.getByLabel("Enter the 6-digit code it shows").evaluate((field) => field === document.activeElement),
    )
    .toBe(true);
  await tabTo(page, "Can't scan it?");
  await keyboard.press("Space");
  const secret = (await page.locator("code").innerText()).replaceAll(" ", "");
  await page.getByLabel("Enter the 6-digit code it shows").focus();
  await keyboard.type(codeNow(stage.server, secret));
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "Save your recovery codes" }).waitFor();
  await tabTo(page, "Print");
  await keyboard.press("Tab");
  await keyboard.press("Space");
  await tabTo(page, "Done");
  await keyboard.press("Enter");
  await says(page, "Two-step sign-in is on");
  await expect.poll(() => focused(page), { message: "focus goes back to the opener" }).toBe("Add authenticator");
});

test("the first Tab offers to skip the navigation", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await carryOver(stage.window, stage.server, maya);
  await page.goto("/security");
  await says(page, "Two-step sign-in is on");
  await page.keyboard.press("Tab");
  await expect.poll(() => focused(page)).toBe("Skip to main content");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("main");
});

test("a menu opens, moves and closes by its keys", async () => {
  const { page } = stage.window;
  const { keyboard } = page;
  const maya = await protectedPerson(stage.server, "Phone");
  await carryOver(stage.window, stage.server, maya);
  await page.goto("/security");
  await page.getByRole("button", { name: "Actions for Phone" }).focus();
  await keyboard.press("ArrowUp");
  await expect.poll(() => focused(page)).toBe("Remove");
  await keyboard.press("ArrowDown");
  await expect.poll(() => focused(page)).toBe("Rename");
  await keyboard.press("End");
  await expect.poll(() => focused(page)).toBe("Remove");
  await keyboard.press("Home");
  await expect.poll(() => focused(page)).toBe("Rename");
  await keyboard.press("Escape");
  await expect.poll(() => focused(page)).toBe("Actions for Phone");
  await expect.poll(() => page.getByRole("menu").count()).toBe(0);
  await keyboard.press("Enter");
  await keyboard.press("r");
  await expect.poll(() => focused(page), { message: "letters move on" }).toBe("Remove");
  await keyboard.press("Enter");
  await page.getByRole("alertdialog").waitFor();
  const inside = () => page.evaluate(() => document.activeElement?.closest("dialog") != null);
  const onBody = () => page.evaluate(() => document.activeElement === document.body);
  for (let presses = 0; presses < 6; presses += 1) {
    await keyboard.press("Tab");
    // Between the dialog's last control and its first, the browser has its own.
    expect((await inside()) || (await onBody())).toBe(true);
  }
  await keyboard.press("Escape");
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe("Actions for Phone");
});

test("a new page starts at its heading", async () => {
  const { page } = stage.window;
  const maya = await (await protectedPerson(stage.server)).signIn();
  await carryOver(stage.window, stage.server, maya);
  await page.goto("/security");
  await page.getByRole("link", { name: "Account", exact: true }).click();
  await page.getByRole("heading", { name: "Account", level: 1 }).waitFor();
  await expect.poll(() => focused(page)).toBe("Account");
  await expect.poll(() => page.title()).toBe("Account | Mortise");
});
