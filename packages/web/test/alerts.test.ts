import { expect, test } from "vitest";
import type { Person } from "../../server/test/support/person.ts";
import { thiefOf } from "../../server/test/support/flagged.ts";
import { carryOver, focused } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { robbed, tell } from "./support/robbed.ts";
import { setStage } from "./support/stage.ts";
import { says } from "./support/visitor.ts";

const stage = setStage();

/** Somebody signed in who was just told of another browser. */
async function alerted(): Promise<Person> {
  const { maya } = await robbed(stage.server);
  await carryOver(stage.window, stage.server, maya);
  return maya;
}

const channelsOf = async (maya: Person, category: string) =>
  (await maya.get("/v1/account/alert-preferences")).body.categories[category] as { email: boolean; inApp: boolean };

test("alerts are switched off and on at once, with a way back; those that always come say why", async () => {
  const { page } = stage.window;
  const maya = await alerted();
  await page.goto("/security");
  await page.getByRole("button", { name: /^Alerts/ }).click();
  await page.getByRole("link", { name: "Choose alerts" }).click();
  await expect.poll(() => focused(page)).toBe("Security alerts");
  const email = page.getByRole("switch", { name: "Email: new location" });
  await email.press("Space");
  await expect.poll(() => email.isChecked()).toBe(false);
  await says(page, "Email alerts are off: new location");
  expect(await channelsOf(maya, "new-location")).toEqual({ email: false, inApp: true });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => channelsOf(maya, "new-location")).toEqual({ email: true, inApp: true });
  await expect.poll(() => email.isChecked()).toBe(true);
  const always = page.getByRole("row").filter({ hasText: "Password or email address changed" });
  await expect.poll(() => always.getByRole("switch").count()).toBe(1);
  await always.getByText("Always", { exact: true }).waitFor();
  await always.getByText("These mails are how you hear of it in time.").waitFor();
  await expect.poll(() => page.getByText("API keys").count()).toBe(0);
});

test("a switch that could not be changed goes back and says so", async () => {
  const { page, faults } = stage.window;
  const maya = await alerted();
  await page.goto("/sessions");
  const inApp = page.getByRole("switch", { name: "In app: several failed sign-ins" });
  await inApp.waitFor();
  await page.route("**/v1/account/alert-preferences", (route) => route.abort());
  await inApp.press("Space");
  await page.getByRole("alert").filter({ hasText: "Couldn't change alerts for several failed sign-ins" }).waitFor();
  await expect.poll(() => inApp.isChecked()).toBe(true);
  expect(await channelsOf(maya, "failed-sign-ins")).toEqual({ email: true, inApp: true });
  expect(faults.splice(0).every((fault) => fault.includes("ERR_FAILED"))).toBe(true);
});

test("the bell counts what is unread, tells it, leads to it, and is quiet once it is read", async () => {
  const { page } = stage.window;
  await alerted();
  await page.goto("/security");
  const bell = page.getByRole("button", { name: "Alerts, 1 unread" });
  await bell.press("Enter");
  const panel = page.getByRole("dialog", { name: "Alerts" });
  await panel.getByText("You signed in with a password on a device not seen before").waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  await expect.poll(() => focused(page)).toBe("Alerts, 1 unread");
  await bell.click();
  await panel.getByRole("link", { name: /^Unread\. You signed in/ }).click();
  await page.waitForURL(/\/activity#evnt_/);
  await page.locator(".m-event-detail").getByText("sign-in.accepted", { exact: true }).waitFor();
  await expect.poll(() => focused(page)).toContain("on a device not seen before");
  await bell.click();
  await panel.getByRole("button", { name: "Mark all as read" }).click();
  await page.getByRole("button", { name: "Alerts", exact: true }).waitFor();
  await expect.poll(() => panel.getByRole("button", { name: "Mark all as read" }).count()).toBe(0);
});

test("a new alert is read out when it comes, and only then", async () => {
  const { page } = stage.window;
  await page.clock.install();
  const maya = await alerted();
  await page.goto("/security");
  await page.getByRole("button", { name: "Alerts, 1 unread" }).waitFor();
  const readOut = page.getByRole("status").filter({ hasText: "new security alert" });
  await expect.poll(() => readOut.count()).toBe(0);
  await maya.elsewhere().signIn();
  await tell(stage.server);
  await page.clock.runFor(61_000);
  await readOut.filter({ hasText: "1 new security alert" }).waitFor();
  await page.getByRole("button", { name: "Alerts, 2 unread" }).waitFor();
});

test("nobody is told anything before there is something to tell", async () => {
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, await (await protectedPerson(stage.server)).signIn());
  await page.goto("/security");
  await page.getByRole("button", { name: "Alerts", exact: true }).click();
  await says(page, "No alerts yet");
});

test("a session on hold sees no alerts and no switches", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  const thief = thiefOf(maya, {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  });
  await thief.get("/v1/account/sessions");
  await carryOver(stage.window, stage.server, thief);
  await page.goto("/sessions");
  await says(page, "This session is on hold");
  await expect.poll(() => page.getByRole("button", { name: /^Alerts/ }).count()).toBe(0);
  await expect.poll(() => page.getByRole("switch").count()).toBe(0);
});
