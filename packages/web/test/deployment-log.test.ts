import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { Person } from "../../server/test/support/person.ts";
import { carryOver } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { says } from "./support/visitor.ts";

const stage = setStage({ MORTISE_OPERATORS: "ops@example.com, half@example.com" });

test("an operator reads everyone's events, one account's, and exports them", async () => {
  const { page } = stage.window;
  const noa = await protectedPerson(stage.server);
  const ops = await new Person(stage.server, "ops@example.com").signUp();
  await ops.signIn();
  await ops.bindTotp();
  await carryOver(stage.window, stage.server, await ops.signIn());
  await page.goto("/security");
  await page.getByRole("link", { name: "Deployment log" }).click();
  await page.getByRole("heading", { name: "Deployment log", level: 1 }).waitFor();
  const rows = page.locator(".m-event-row");
  const made = rows.filter({ hasText: "created the account" }).filter({ hasText: noa.email });
  await made.click();
  await page.getByRole("button", { name: "Show this account's events" }).click();
  await rows.filter({ hasText: "ops@example.com" }).first().waitFor({ state: "detached" });
  await rows.filter({ hasText: noa.email }).first().waitFor();
  await expect.poll(() => rows.filter({ hasNotText: noa.email }).count()).toBe(0);
  await page.getByRole("button", { name: "Export" }).click();
  await says(page, "Every account's, whatever the account filter says.");
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /^CSV/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^events-.*\.csv$/);
  expect(await readFile(await file.path(), "utf8")).toContain("account.created");
  await page.getByRole("button", { name: `Remove filter: Account: ${noa.name}` }).click();
  await rows.filter({ hasText: "read the deployment's log" }).first().waitFor();
});

test("an operator who signed in with one step is told what to do", async () => {
  const { page } = stage.window;
  const half = await new Person(stage.server, "half@example.com").signUp();
  await carryOver(stage.window, stage.server, await half.signIn());
  await page.goto("/operator/log");
  await says(page, "Two-step sign-in is needed here");
  await page.getByRole("link", { name: "Go to second factors" }).click();
  await page.waitForURL("**/security");
});

test("nobody else is told that it is there", async () => {
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, await (await protectedPerson(stage.server)).signIn());
  await page.goto("/operator/log");
  await says(page, "This page is for the people who run this service");
  await says(page, "Sessions and history");
  await expect.poll(() => page.getByText("Deployment", { exact: true }).count()).toBe(0);
});
