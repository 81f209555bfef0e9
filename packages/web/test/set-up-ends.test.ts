import { expect, test } from "vitest";
import { expectStatus } from "../../server/test/support/person.ts";
import { oidcOf } from "../../server/test/support/single-sign-on.ts";
import { makeLink, setSsoStage } from "./support/acme.ts";
import { expectAccessible, focused, openWindow } from "./support/browser.ts";
import { look } from "./support/looks.ts";
import { says } from "./support/visitor.ts";

const stage = setSsoStage();

test("a link that is open in another browser says so, and what to do", async () => {
  const { page } = stage.window;
  const { url } = await makeLink(stage, ["domains"]);
  const other = await openWindow(stage.browser, stage.server, { locale: "en-GB" });
  await other.page.goto(url);
  await says(other.page, "Prove the domain");
  await other.context.close();
  await page.goto(url);
  await says(page, "This link doesn't work any more");
  await says(page, "or it is open in another browser");
  await says(page, "Go on there, or ask for a new link.");
  await expectAccessible(page, "a link of another browser");
});

test("a link that is taken back while it is open has ended, and says so at the next thing asked of it", async () => {
  const { page } = stage.window;
  const { url, owner, path } = await makeLink(stage, ["domains"]);
  await page.goto(url);
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("textbox", { name: "Domain" }).fill("first.example");
  await page.getByRole("button", { name: "Add domain" }).click();
  await says(page, "Waiting for DNS");
  expect(await focused(page)).toBe("first.example");
  await page.getByRole("button", { name: "Add a domain" }).click();
  await page.getByRole("textbox", { name: "Domain" }).fill("second.example");
  expectStatus(await owner.call("DELETE", `${path}/setup-links`), 204);
  await page.getByRole("button", { name: "Add domain" }).click();
  await page.getByRole("heading", { name: "This link has ended" }).waitFor();
  await says(page, "It was taken back, a newer one was made, or its time is over.");
});

test("details that are not saved are not lost on the way to the test", async () => {
  const { page } = stage.window;
  const { url, owner, path } = await makeLink(stage, ["sso"]);
  const given = { kind: "oidc", name: "Acme ID", ...oidcOf(stage.op) };
  expectStatus(await owner.post(`${path}/connections`, given), 201);
  await page.goto(url);
  await page.getByRole("button", { name: "Change the details" }).click();
  await page.getByLabel("Client ID").fill("another");
  await page.getByRole("button", { name: "Go on to the test" }).click();
  await says(page, "What you changed here isn't saved yet.");
  await page.getByRole("button", { name: "Keep editing" }).click();
  expect(await page.getByLabel("Client ID").inputValue()).toBe("another");
  await look(page, "Give us its details");
  await page.getByLabel("Client secret").fill("new secret");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  // The link's own words say "saved", too.
  await page.getByRole("status").getByText("Saved", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Go on to the test" }).click();
  await says(page, "Sign in once to test it");
});
