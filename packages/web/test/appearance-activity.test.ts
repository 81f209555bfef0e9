import { describe, test } from "vitest";
import { Person } from "../../server/test/support/person.ts";
import { carryOver, closeClean, openWindow } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { inspect, look, looks } from "./support/looks.ts";
import { robbed } from "./support/robbed.ts";
import { setBareStage } from "./support/stage.ts";

const stage = setBareStage({
  MORTISE_OPERATORS: "ops0@example.com, ops1@example.com, half0@example.com, half1@example.com",
});

describe.each(looks.map(([name, options], place) => ({ name, options, place })))("in $name", ({ options, place }) => {
  test("activity, its details, filters, menu and dialog are accessible and fit", async () => {
    const maya = await protectedPerson(stage.server, "Phone");
    const window = await openWindow(stage.browser, stage.server, options);
    const { page } = window;
    await carryOver(window, stage.server, maya);
    await inspect(page, "/activity", "You created the account");
    await page.locator(".m-event-row").filter({ hasText: "You added" }).click();
    await look(page, "Copy as JSON");
    await page.getByLabel("Kind").selectOption("Ways to sign in");
    await page.getByLabel("Dates").selectOption("Choose dates");
    await page.getByLabel("From").fill("2026-01-31");
    await look(page, "Clear all");
    await page.getByLabel("From").fill("2090-01-31");
    await look(page, "Nothing matches these filters");
    await page.getByRole("button", { name: "Export" }).click();
    await look(page, "For spreadsheets.");
    await inspect(page, "/activity/protection", "mortise verify FILE --key KEY");
    await closeClean(window);
  });

  test("the bell and its panel are accessible and fit", async () => {
    const { maya } = await robbed(stage.server);
    const window = await openWindow(stage.browser, stage.server, options);
    const { page } = window;
    await carryOver(window, stage.server, maya);
    await page.goto("/security");
    await page.getByRole("button", { name: "Alerts, 1 unread" }).click();
    await look(page, "on a device not seen before");
    await closeClean(window);
  });

  test("the deployment's log, and what stands in its place, are accessible and fit", async () => {
    const half = await new Person(stage.server, `half${place}@example.com`).signUp();
    const ops = await new Person(stage.server, `ops${place}@example.com`).signUp();
    await ops.signIn();
    await ops.bindTotp();
    for (const [person, shows] of [
      [await half.signIn(), "Two-step sign-in is needed here"],
      [await ops.signIn(), "read the deployment's log"],
    ] as const) {
      const window = await openWindow(stage.browser, stage.server, options);
      await carryOver(window, stage.server, person);
      await inspect(window.page, "/operator/log", shows);
      await closeClean(window);
    }
  });

  test("the steps of “this wasn't me” are accessible and fit", async () => {
    const { link } = await robbed(stage.server);
    const window = await openWindow(stage.browser, stage.server, options);
    const { page } = window;
    await inspect(page, "/not-me", "Open the link from your email");
    await inspect(page, link, "on a device not seen before");
    await page.getByRole("button", { name: "This wasn't me" }).click();
    await look(page, "Your account is secured");
    await inspect(page, link, "This link doesn't work any more");
    await closeClean(window);
  });
});
