import { expect, test } from "vitest";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { says, signIn } from "./support/visitor.ts";

const stage = setStage();

async function askToTurnOff() {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await signIn(page, maya);
  await page.getByRole("link", { name: "Turn off two-step sign-in" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Turn two-step sign-in off?" });
  const bound = async () => ((await maya.get("/v1/account/authenticators")).body.totp as unknown[]).length;
  await maya.signIn();
  return { page, dialog, bound };
}

/** What the browser says of requests that the test cut off. */
function forgiveCutOff(): void {
  const { faults } = stage.window;
  expect(faults.splice(0).every((fault) => /ERR_(FAILED|INTERNET_DISCONNECTED)|status of 502/.test(fault))).toBe(true);
}

test("offline, a change is said not to be made, and is not made once one is online again", async () => {
  const { page, dialog, bound } = await askToTurnOff();
  await stage.window.context.setOffline(true);
  await dialog.getByRole("button", { name: "Turn off" }).click();
  await dialog.getByText("You're offline. Nothing was changed.").waitFor();
  await dialog.getByRole("button", { name: "Keep it on" }).click();
  await dialog.waitFor({ state: "detached" });
  const asked = page.waitForResponse((answer) => answer.url().includes("/v1/"));
  await stage.window.context.setOffline(false);
  await asked;
  await page.reload();
  await page.getByRole("link", { name: "Turn off two-step sign-in" }).waitFor();
  expect(await bound()).toBe(1);
  forgiveCutOff();
});

test("cancelled on its way, a change never arrives, and the page says that nothing was changed", async () => {
  const { page, dialog, bound } = await askToTurnOff();
  let arrived: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (arrived = resolve));
  let release: () => void = () => undefined;
  const cancelled = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/v1/account/authenticators", async (route) => {
    if (route.request().method() !== "DELETE") return route.continue();
    arrived();
    await cancelled;
    await route.continue().catch(() => undefined);
  });
  await dialog.getByRole("button", { name: "Turn off" }).click();
  await held;
  await dialog.getByRole("button", { name: "Keep it on" }).click();
  await says(page, "Cancelled. Nothing was changed.");
  release();
  await page.reload();
  await page.getByRole("link", { name: "Turn off two-step sign-in" }).waitFor();
  expect(await bound()).toBe(1);
  forgiveCutOff();
});

test("an answer that gets lost is asked for: the change was made", async () => {
  const { page, dialog, bound } = await askToTurnOff();
  await page.route("**/v1/account/authenticators", async (route) => {
    if (route.request().method() !== "DELETE") return route.continue();
    const answer = await route.fetch();
    await route.fulfill({ status: 502, headers: answer.headers(), body: "" });
  });
  await dialog.getByRole("button", { name: "Turn off" }).click();
  await says(page, "The change was made, though its answer got lost on the way.");
  expect(await bound()).toBe(0);
  forgiveCutOff();
});

test("a request that is cut off is asked for: nothing was changed", async () => {
  const { page, dialog, bound } = await askToTurnOff();
  await page.route("**/v1/account/authenticators", (route) =>
    route.request().method() === "DELETE" ? route.abort() : route.continue(),
  );
  await dialog.getByRole("button", { name: "Turn off" }).click();
  await says(page, "so we asked it again: nothing was changed");
  expect(await bound()).toBe(1);
  forgiveCutOff();
});

test("signing out offline clears the page and says that the session goes on", async () => {
  const { page } = stage.window;
  const maya = await protectedPerson(stage.server, "Phone");
  await signIn(page, maya);
  await stage.window.context.setOffline(true);
  await page.getByRole("button", { name: "Maya Wrenholt" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Couldn't sign you out" }).waitFor();
  await says(page, "so your session goes on there");
  expect(await page.getByText(maya.email).count()).toBe(0);
  await stage.window.context.setOffline(false);
  await page.getByRole("button", { name: "Sign out again" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto("/security");
  await page.waitForURL("**/sign-in**");
  forgiveCutOff();
});
