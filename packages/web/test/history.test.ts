import { expect, test } from "vitest";
import { london, placedSettings, signedInFrom } from "../../server/test/support/flagged.ts";
import { carryOver } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { says } from "./support/visitor.ts";

const stage = setStage(placedSettings);

const historyRows = () =>
  stage.window.page.getByRole("table", { name: "Sign-in history, newest first" }).locator("tbody").getByRole("row");

test("the history is filtered by outcome, method and period, and says how many are left", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  const stranger = maya.elsewhere();
  await stranger.prove(await stranger.startSignIn(), { kind: "password", password: "Not-the-one9" });
  await carryOver(stage.window, stage.server, maya);
  await page.goto("/sessions");
  await historyRows().filter({ hasText: "Wrong password" }).waitFor();
  await page.getByRole("radio", { name: "Failed" }).check();
  await page.getByRole("status").filter({ hasText: "1 sign-in" }).waitFor();
  await expect.poll(() => historyRows().count()).toBe(1);
  await expect
    .poll(() => page.getByLabel("Method").locator("option").allInnerTexts())
    .toEqual(["Any method", "Password", "Passkey"]);
  await page.getByLabel("Method").selectOption("Passkey");
  await page.getByLabel("Period").selectOption("Last 7 days");
  await says(page, "No sign-ins match these filters");
  await says(page, "There was nothing like that in the last 7 days.");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await historyRows().nth(1).waitFor();
  await expect.poll(() => page.getByLabel("Period").inputValue()).toBe("90");
});

test("what is older than the period is left out", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server);
  await maya.signIn();
  stage.server.clock.advance(8 * 86_400);
  await carryOver(stage.window, stage.server, await maya.signIn());
  // The browser's clock stands where the server's began, so the page asks from a week before that.
  await page.clock.setFixedTime(stage.server.clock.now());
  await page.goto("/sessions");
  await historyRows().nth(1).waitFor();
  await page.getByLabel("Period").selectOption("Last 7 days");
  await historyRows().nth(1).waitFor({ state: "detached" });
  await expect.poll(() => historyRows().count()).toBe(1);
});

test("a sign-in that is still open leads to its session; where it came from says how sure that is", async () => {
  const { page } = stage.window;
  const maya = await signedInFrom(stage.server, london);
  await carryOver(stage.window, stage.server, maya);
  await page.goto("/sessions");
  const place = historyRows().first().getByRole("button", { name: "London, United Kingdom" });
  await place.focus();
  await historyRows().first().getByText("Approximate, from the IP address").waitFor({ state: "visible" });
  await historyRows().first().getByRole("button", { name: "Still signed in: show this session" }).click();
  const row = page.getByRole("table", { name: "Your active sessions" }).locator("tr.is-shown");
  await row.filter({ hasText: "This device" }).waitFor();
  await expect.poll(() => row.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("a history that cannot be had says so and is asked for again", async () => {
  const { page, faults } = stage.window;
  await carryOver(stage.window, stage.server, await (await protectedPerson(stage.server)).signIn());
  await page.route("**/v1/account/history**", (route) => route.abort());
  await page.goto("/sessions");
  await says(page, "We couldn't load your sign-in history");
  await page.unroute("**/v1/account/history**");
  await page.getByRole("region", { name: "Sign-in history" }).getByRole("button", { name: "Try again" }).click();
  await historyRows().first().waitFor();
  // What was kept from it is the browser's only complaint.
  expect(faults.splice(0).every((fault) => fault.includes("ERR_FAILED"))).toBe(true);
});
