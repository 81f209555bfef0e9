import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { signIn } from "./support/visitor.ts";

const stage = setStage({ MORTISE_SESSION_IDLE_SECONDS: "900", MORTISE_SESSION_ABSOLUTE_SECONDS: "7200" });

/** Moves both clocks: the server's and the page's, whose timers run meanwhile. */
async function pass(page: Page, seconds: number): Promise<void> {
  stage.server.clock.advance(seconds);
  await page.clock.runFor(seconds * 1000);
}

/** Until nothing is asked for any more: what still is, once the clock has moved, would be use of the session. */
async function settle(page: Page): Promise<void> {
  await expect.poll(() => page.locator("[aria-busy=true]").count()).toBe(0);
  await page.waitForLoadState("networkidle");
}

async function signedIn(): Promise<Page> {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server);
  await page.clock.install({ time: stage.server.clock.now() });
  await signIn(page, maya);
  await page.goto("/sessions");
  await page.getByRole("table", { name: "Your active sessions" }).waitFor();
  await settle(page);
  return page;
}

test("an open page that nobody touches warns, counts down, and is signed out; the sign-in page says why", async () => {
  const page = await signedIn();
  await pass(page, 700);
  const dialog = page.getByRole("alertdialog", { name: "Are you still there?" });
  expect(await dialog.count()).toBe(0);
  await pass(page, 100);
  await dialog.waitFor();
  await expect.poll(() => dialog.getByRole("timer").innerText()).toMatch(/^(1:[0-3]\d|\d\d s)$/);
  await pass(page, 130);
  await page.waitForURL("**/sign-in?return_to=%2Fsessions");
  await page.getByText("Nothing had happened for a while").waitFor();
});

test("whoever stays signed in stays, in another tab too", async () => {
  const page = await signedIn();
  const tab = await stage.window.context.newPage();
  await tab.goto("/account");
  await tab.getByRole("heading", { name: "Account", level: 1 }).waitFor();
  await settle(tab);
  // One clock for both: it is the window's.
  await pass(page, 800);
  const dialogs = [page, tab].map((each) => each.getByRole("alertdialog", { name: "Are you still there?" }));
  for (const dialog of dialogs) await dialog.waitFor();
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await dialogs[0]!.waitFor({ state: "detached" });
  await pass(page, 20);
  await dialogs[1]!.waitFor({ state: "detached" });
  await pass(page, 300);
  expect((await page.request.get("/v1/session", { headers: { "mortise-activity": "none" } })).status()).toBe(200);
  await tab.close();
});

test("the absolute end cannot be put off, and says so", async () => {
  const page = await signedIn();
  for (let at = 0; at < 7100; at += 600) {
    await page.keyboard.press("Shift");
    await pass(page, Math.min(600, 7100 - at));
    await page.keyboard.press("Shift");
    await page.request.get("/v1/session");
  }
  const dialog = page.getByRole("alertdialog", { name: "You'll have to sign in again soon" });
  await pass(page, 15);
  await dialog.waitFor();
  await dialog.getByRole("button", { name: "OK" }).click();
  await dialog.waitFor({ state: "detached" });
  await pass(page, 130);
  await page.waitForURL("**/sign-in?return_to=%2Fsessions");
  await page.getByText("Your session had lasted as long as it may").waitFor();
});
