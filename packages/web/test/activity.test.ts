import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { checkLog } from "../../server/src/audit/log/check/report-check.ts";
import { carryOver, focused } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { confirm, endConfirmation, says } from "./support/visitor.ts";

const stage = setStage({}, { permissions: ["clipboard-read", "clipboard-write"] });

const rows = (page: Page) => page.locator(".m-event-row");

async function openActivity(): Promise<Awaited<ReturnType<typeof protectedPerson>>> {
  const maya = await protectedPerson(stage.server, "Phone");
  await carryOver(stage.window, stage.server, maya);
  await stage.window.page.goto("/activity");
  await rows(stage.window.page).first().waitFor();
  return maya;
}

test("every event is told, opens to its details, and has a link that opens it again", async () => {
  const { page } = stage.window;
  await openActivity();
  await page.getByRole("heading", { name: /^Today, / }).waitFor();
  const bound = rows(page).filter({ hasText: "You added the authenticator app “Phone”" });
  await bound.click();
  await expect.poll(() => bound.getAttribute("aria-expanded")).toBe("true");
  const details = page.locator(".m-event-detail");
  await details.getByText("authenticator.bound", { exact: true }).waitFor();
  await details.getByText("Chrome 156 on Linux").waitFor();
  await details.getByText(/^reqs_/).waitFor();
  await details.getByRole("button", { name: "Copy link" }).click();
  await says(page, "Link copied");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/activity#evnt_/);
  await page.goto("about:blank");
  await page.goto(link);
  await page.locator(".m-event-detail").getByText("authenticator.bound", { exact: true }).waitFor();
  await expect.poll(() => focused(page)).toContain("added the authenticator app");
});

test("filters narrow the events, are shown as chips, and are taken off one by one or all at once", async () => {
  const { page } = stage.window;
  await openActivity();
  await page.getByLabel("Kind").selectOption("Ways to sign in");
  await rows(page).filter({ hasText: "signed in" }).first().waitFor({ state: "detached" });
  await page.getByRole("status").filter({ hasText: "1 event. Times in UTC." }).waitFor();
  await page.getByLabel("Dates").selectOption("Choose dates");
  await page.getByLabel("To", { exact: true }).fill("2020-01-31");
  await says(page, "Nothing matches these filters");
  await page.getByRole("button", { name: "Remove filter: Until 31 Jan 2020" }).click();
  await rows(page).first().waitFor();
  await page.getByRole("button", { name: "Clear all" }).click();
  await rows(page).filter({ hasText: "signed in" }).first().waitFor();
  await expect.poll(() => page.getByRole("button", { name: /^Remove filter/ }).count()).toBe(0);
  await page.getByLabel("Time zone").selectOption("Local time");
  await page.getByRole("status").filter({ hasText: "Times in your zone." }).waitFor();
});

test("older events are loaded, and reading goes on at the first of them", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server);
  for (let times = 0; times < 22; times += 1) await maya.signIn();
  await carryOver(stage.window, stage.server, maya);
  await page.goto("/activity");
  await page
    .getByRole("status")
    .filter({ hasText: /^The newest \d+ events\./ })
    .waitFor();
  const before = await rows(page).count();
  await page.getByRole("button", { name: "Load older events" }).click();
  await page
    .getByRole("status")
    .filter({ hasText: /^\d+ events/ })
    .waitFor();
  const place = await page.evaluate(() =>
    [...document.querySelectorAll(".m-event-row")].findIndex((row) => row === document.activeElement),
  );
  expect(place).toBe(before);
  await says(page, "Kept for 400 days.");
});

test("how the log is protected is said in plain words, with the key to check it by", async () => {
  const { page } = stage.window;
  await openActivity();
  await page.locator("#integrity").click();
  const dialog = page.getByRole("dialog", { name: "How this log is protected" });
  await dialog.getByText("mortise verify FILE --key KEY").waitFor();
  const key = await (await fetch(`${stage.server.url}/v1/log/key`)).text();
  await dialog.getByText(key.trim()).waitFor();
  await dialog.getByRole("button", { name: "Copy key" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(key.trim());
  await page.keyboard.press("Escape");
  await page.waitForURL("**/activity");
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("integrity");
});

test("the badge says how far the log was checked, and that it was altered", async () => {
  const { page } = stage.window;
  const maya = await openActivity();
  await checkLog(stage.server.services);
  await page.reload();
  const verified = page.getByRole("link", { name: /^Verified just now$/ });
  await verified.click();
  await page
    .getByRole("dialog")
    .getByText(/^No gaps found\. \d+ events checked just now/)
    .waitFor();
  await stage.server.services.transact(({ tx }) =>
    tx.updateTable("events").set({ ip: "192.0.2.1" }).where("accountId", "=", maya.accountId).execute(),
  );
  await checkLog(stage.server.services);
  await page.goto("/activity");
  await page.getByRole("link", { name: "Problem found" }).click();
  await page
    .getByRole("dialog")
    .getByText(/^The check found events that don't fit what was sealed\. It ran just now/)
    .waitFor();
});

test("an export asks for fresh proof, keeps to the filters, and saves a whole file", async () => {
  const { page } = stage.window;
  const maya = await openActivity();
  await page.goto("/security");
  await endConfirmation(page);
  await page.goto("/activity");
  await page.getByLabel("Kind").selectOption("Ways to sign in");
  await page.getByRole("button", { name: "Export" }).click();
  await says(page, "Your filters apply.");
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /^JSON Lines/ }).click();
  await confirm(page, maya);
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^my-events-\d{4}-\d\d-\d\d\.jsonl$/);
  await says(page, `${file.suggestedFilename()} saved`);
  const text = await readFile(await file.path(), "utf8");
  expect(text).toContain('"mortise-log-bundle/1"');
  expect(text).toContain("authenticator.bound");
  expect(text).not.toContain("sign-in.accepted");
});

/** In place of the export's answer: a stream that gives a little, and then breaks or never ends. */
async function streamInstead(then: "breaks" | "waits"): Promise<void> {
  await stage.window.page.addInitScript((ending) => {
    const real = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      if (!(input instanceof Request) || !input.url.includes("/export")) return real(input, init);
      const { signal } = input;
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode("a line\n"));
          signal.addEventListener("abort", () => controller.error(signal.reason));
        },
        pull(controller) {
          if (ending === "breaks") controller.error(new TypeError("network error"));
        },
      });
      return Promise.resolve(new Response(body));
    };
  }, then);
}

test("an export that breaks off saves nothing and says so", async () => {
  const { page } = stage.window;
  await streamInstead("breaks");
  let downloads = 0;
  page.on("download", () => (downloads += 1));
  await openActivity();
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /^CSV/ }).click();
  await page.getByRole("alert").filter({ hasText: "The connection broke off, so nothing was saved." }).waitFor();
  expect(downloads).toBe(0);
});

test("an export on its way is cancelled", async () => {
  const { page } = stage.window;
  await streamInstead("waits");
  await openActivity();
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /^OCSF/ }).click();
  await says(page, "Exporting OCSF");
  await says(page, "7 byte so far");
  await page.getByRole("button", { name: "Cancel" }).click();
  await says(page, "Export cancelled");
  await expect.poll(() => page.getByText("Exporting OCSF").count()).toBe(0);
});
