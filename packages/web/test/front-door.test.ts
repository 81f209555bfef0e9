import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { Person } from "../../server/test/support/person.ts";
import { closeClean, expectAccessible, openWindow } from "./support/browser.ts";
import { startHosted } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { beginSignIn, bindShown, says } from "./support/visitor.ts";

const stage = setStage({}, { acceptDownloads: true });

test("a stranger signs up, confirms by mail, protects the account and signs in with it", async () => {
  const { page } = stage.window;
  const maya = new Person(stage.server);
  await page.goto("/");
  await page.waitForURL("**/sign-in");
  await page.getByRole("link", { name: "Create an account" }).click();

  await page.getByLabel("Email").fill(maya.email);
  await page.getByLabel("Name").fill(maya.name);
  const password = page.getByLabel("Password", { exact: true });
  expect(await password.getAttribute("type")).toBe("password");
  expect(await password.getAttribute("autocomplete")).toBe("new-password");
  await page.getByRole("button", { name: "Show password" }).click();
  expect(await password.getAttribute("type")).toBe("text");
  await page.getByRole("button", { name: "Hide password" }).click();
  await stage.window.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => navigator.clipboard.writeText("pasted by a manager"));
  await password.focus();
  await page.keyboard.press("ControlOrMeta+V");
  expect(await password.inputValue()).toBe("pasted by a manager");
  await password.fill("horse");
  await says(page, "At least 8 characters: not yet");
  await password.fill("Password1!");
  await says(page, "Not a common password, nor easy to guess: not yet");
  await password.fill(maya.password);
  await says(page, "Not a common password, nor easy to guess: done");
  await expectAccessible(page, "sign-up");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: "Check your inbox" }).waitFor();
  await says(page, maya.email);
  await expectAccessible(page, "check your mail");

  await page.getByRole("link", { name: "outbox page" }).click();
  await page.getByText("Confirm your email address").first().click();
  const mail = page.frameLocator("iframe");
  await mail.getByRole("link", { name: "Confirm my address" }).click();
  await page.getByRole("heading", { name: "Confirm your email" }).waitFor();
  await expect.poll(() => page.url(), { message: "the token leaves the address bar" }).not.toContain("token");
  await expectAccessible(page, "verify email");
  await page.getByRole("button", { name: "Confirm email" }).click();
  await page.getByRole("heading", { name: "Email confirmed" }).waitFor();
  await page.getByRole("button", { name: "Continue" }).click();

  await says(page, "Only your password protects this account");
  await says(page, "Next best step");
  await says(page, "Add an authenticator app");

  await page.getByRole("link", { name: "Add authenticator" }).first().click();
  await page.getByAltText("QR code for your authenticator app").waitFor();
  await expectAccessible(page, "add an authenticator");
  await bindShown(page, stage.server, "Work phone");
  await page.getByRole("heading", { name: "Save your recovery codes" }).waitFor();
  await expect.poll(() => page.getByRole("listitem").count()).toBeGreaterThanOrEqual(10);
  await expectAccessible(page, "recovery codes");
  await page.getByLabel("I saved these codes").check();
  await page.getByRole("button", { name: "Done" }).click();
  await says(page, "Two-step sign-in is on");
  await page.waitForURL("**/security");
});

test("recovery codes are shown once, and only saving them leads away", async () => {
  const { page } = stage.window;
  const maya = await new Person(stage.server).signUp();
  await beginSignIn(page, maya);
  await page.getByRole("link", { name: "Add authenticator" }).first().click();
  await bindShown(page, stage.server, "Phone");
  const dialog = page.getByRole("dialog", { name: "Save your recovery codes" });
  const leave = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await dialog.waitFor();
  const codes = await dialog.locator("code").allInnerTexts();
  expect(codes).toHaveLength(10);
  await expect.poll(() => dialog.getByRole("button", { name: "Done" }).isDisabled()).toBe(true);
  await expect.poll(() => dialog.getByRole("button", { name: "Close" }).count()).toBe(0);

  await page.keyboard.press("Escape");
  await leave.waitFor();
  await expectAccessible(page, "leave without saving");
  await page.keyboard.press("Escape");
  await leave.waitFor({ state: "detached" });
  await page.goBack();
  await leave.getByRole("button", { name: "Back to codes" }).click();

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Download" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(
    new RegExp(`^mortise-recovery-codes-${maya.email}-\\d{4}-\\d{2}-\\d{2}\\.txt$`),
  );
  const text = await readFile(await file.path(), "utf8");
  for (const named of ["Mortise", maya.email, /Created: \d{4}-\d{2}-\d{2}/, ...codes]) expect(text).toMatch(named);

  await stage.window.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog.getByRole("button", { name: "Copy" }).click();
  await dialog.getByRole("button", { name: "Copied" }).waitFor();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join("\n"));

  await page.emulateMedia({ media: "print" });
  await page.getByText("Keep this page somewhere safe").waitFor();
  await expect.poll(() => dialog.isVisible(), { message: "paper shows the sheet alone" }).toBe(false);
  await page.emulateMedia({ media: "screen" });

  await dialog.getByLabel("I saved these codes").check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.waitForURL("**/security");
  await page.reload();
  await says(page, "10 of 10 left");
  for (const code of codes) expect(await page.content()).not.toContain(code);
});

test("a closed sign-up says so", async () => {
  const closed = await startHosted({ MORTISE_SIGN_UP: "closed" });
  const elsewhere = await openWindow(stage.browser, closed);
  await elsewhere.page.goto("/sign-up");
  await elsewhere.page.getByRole("heading", { name: "Sign-up is closed" }).waitFor();
  await elsewhere.page.goto("/sign-in");
  await expect.poll(() => elsewhere.page.getByRole("link", { name: "Create an account" }).count()).toBe(0);
  await closeClean(elsewhere);
  await closed.close();
});

test("a mailed link that does not work says so and offers a new one", async () => {
  const { page } = stage.window;
  await page.goto("/verify-email#token=made-up");
  await page.getByRole("heading", { name: "This link doesn't work any more" }).waitFor();
  await page.getByLabel("Email").fill("nobody@example.com");
  await page.getByRole("button", { name: "Send a new link" }).click();
  await page.getByRole("heading", { name: "Check your inbox" }).waitFor();
});
