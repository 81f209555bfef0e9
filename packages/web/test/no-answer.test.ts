import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { carryOver, expectAccessible } from "./support/browser.ts";
import { setOrganizationStage } from "./support/stage.ts";
import { enterEmail, says } from "./support/visitor.ts";

// What a page says while there is no connection, and while the server cannot answer.

const stage = setOrganizationStage();

async function openSecurity(): Promise<Page> {
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, stage.owner);
  await page.goto("/security");
  await page.getByRole("link", { name: "Policies" }).waitFor();
  await page.getByRole("heading", { name: "Security", level: 1 }).waitFor();
  return page;
}

function forgiveUnanswered(): void {
  expect(stage.window.faults.splice(0).filter((fault) => !/ERR_|status of 503/.test(fault))).toEqual([]);
}

test.each([
  ["Policies", "Policies"],
  ["Sessions and history", "Sessions"],
])("%s, opened without a connection, says so and goes on by itself", async (link, title) => {
  const page = await openSecurity();
  await stage.window.context.setOffline(true);
  await page.getByRole("link", { name: link }).click();
  await page.getByRole("heading", { name: title, level: 1 }).waitFor();
  await page.getByRole("status").getByText("This page goes on when you're connected again.").first().waitFor();
  await expectAccessible(page, "a page without a connection");
  await stage.window.context.setOffline(false);
  await expect.poll(() => page.getByText("You're offline").count()).toBe(0);
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  forgiveUnanswered();
});

test("a page of an organization has its heading and its width before the organization is there", async () => {
  const page = await openSecurity();
  const shape = () => page.locator("main .m-page").evaluate((element) => element.getBoundingClientRect().width);
  let letThrough = () => {};
  const through = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route(`**/v1/organizations/${stage.organization.id}`, async (route) => {
    await through;
    await route.continue();
  });
  await page.getByRole("link", { name: "Policies" }).click();
  await page.getByRole("heading", { name: "Policies", level: 1 }).waitFor();
  const before = await shape();
  letThrough();
  await page.getByRole("switch", { name: "Require a second factor" }).waitFor();
  expect(await shape()).toBe(before);
});

const unavailable = {
  status: 503,
  headers: { "retry-after": "20" },
  contentType: "application/problem+json",
  body: JSON.stringify({ type: "https://mortise.dev/problems/unavailable", title: "Unavailable", status: 503 }),
};
const words = "The server can't answer right now. Try again in 20 seconds.";

test.each([
  ["a problem of the server's own", unavailable],
  ["one of what stands before it", { ...unavailable, contentType: "text/html", body: "<h1>503</h1>" }],
])("lists and the sign-in say when to try again: %s", async (_name, answer) => {
  const page = await openSecurity();
  await page.route("**/v1/account/sessions*", (route) => route.fulfill(answer));
  await page.goto("/sessions");
  await says(page, `Nothing has changed on your account. ${words}`);
  expect(await page.getByText("Check your connection").count()).toBe(0);

  await stage.window.context.clearCookies();
  await page.goto("/sign-in");
  await page.route("**/v1/attempts", (route) => route.fulfill(answer));
  await enterEmail(page, "maya@example.com");
  await says(page, words);
  forgiveUnanswered();
});
