import { expect, test } from "vitest";
import { expectStatus } from "../../server/test/support/person.ts";
import { makeLink, setSsoStage } from "./support/acme.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/browser.ts";
import { says } from "./support/visitor.ts";

const stage = setSsoStage();

test("somebody without an account goes from the link to a connection that is ready to be turned on", async () => {
  const { page } = stage.window;
  const { url, owner, path } = await makeLink(stage, ["domains", "sso"]);
  await page.goto(url);
  await page.getByRole("heading", { name: /^Set up single sign-on for / }).waitFor();
  expect(page.url()).not.toContain("token");
  await says(page, "Maya Wrenholt asked you to connect your identity provider");
  await says(page, "Maya Wrenholt turns it on afterwards.");
  await expectAccessible(page, "the welcome");
  await page.getByRole("button", { name: "Start" }).click();

  await page.getByRole("textbox", { name: "Domain" }).fill("portal.example");
  await page.getByRole("button", { name: "Add domain" }).click();
  await says(page, "Waiting for DNS");
  await page.getByRole("button", { name: "Check now" }).click();
  await says(page, "The record isn't there yet");
  await expectAccessible(page, "a domain in the portal");
  const value = await page.locator(".m-copies code").nth(2).innerText();
  stage.dns.table.set("_mortise.portal.example", { txt: [value] });
  await page.getByRole("button", { name: "Check now" }).click();
  await says(page, "Verified");
  await page.getByRole("button", { name: "Go on" }).click();

  await page.getByRole("radio", { name: /Another, OpenID Connect/ }).check();
  await expectAccessible(page, "the choice of a provider in the portal");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Name").fill("Acme ID");
  await page.getByLabel("Issuer").fill(stage.op.issuer);
  await page.getByLabel("Client ID").fill(stage.op.clientId);
  await page.getByLabel("Client secret").fill("wrong");
  await page.getByRole("button", { name: "Save" }).click();
  await says(page, "Copy these addresses over");
  await says(page, "Let it send these about each person");
  await expectAccessible(page, "the guide in the portal");
  await page.getByRole("button", { name: "Go on to the test" }).click();
  stage.op.user = { sub: "it", email: "it@portal.example", name: "IT" };
  await page.getByRole("button", { name: "Sign in at the provider" }).click();
  await says(page, "Almost. Not every check passed");
  await expectAccessible(page, "a failed test in the portal");
  await page.getByRole("button", { name: "Change the details" }).click();
  await page.getByLabel("Client secret").fill(stage.op.clientSecret);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Go on to the test" }).click();
  await page.getByRole("button", { name: "Test again" }).click();
  await says(page, "Every check passed");
  expect(await page.getByRole("button", { name: /Turn .*on/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Go on" }).click();
  await says(page, "Done. Thank you");
  await says(page, "Maya Wrenholt turns it on when");
  await expectAccessible(page, "the end of the portal");
  const [connection] = (await owner.get(`${path}/connections`)).body.items;
  expect(connection).toMatchObject({ name: "Acme ID", status: "draft", tested: true });
  await page.getByRole("button", { name: "I'm done, end the link" }).click();
  await says(page, "The link has ended");
  expect((await owner.get(`${path}/setup-links`)).body.items).toEqual([]);
});

test("a link does what it is for, and no more", async () => {
  const { page } = stage.window;
  const { url } = await makeLink(stage, ["domains"]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(url);
  await says(page, "Prove the domain");
  expect(await page.getByText("Connect", { exact: true }).count()).toBe(0);
  await expectNoSidewaysScroll(page, "the portal on a phone");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("textbox", { name: "Domain" }).fill("gmail.com");
  await page.getByRole("button", { name: "Add domain" }).click();
  await page.locator(".m-field-error, .m-banner").first().waitFor();
});

test("a record is sent on as a message, and looked for every minute while the page is open, for half an hour", async () => {
  const { page } = stage.window;
  const { url, owner, path } = await makeLink(stage, ["domains"]);
  await page.clock.install();
  stage.window.undo.push(() => page.clock.resume());
  await stage.window.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(url);
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("textbox", { name: "Domain" }).fill("minutes.example");
  await page.getByRole("button", { name: "Add domain" }).click();
  await says(page, "We look again every minute");
  await page.getByRole("button", { name: "Copy it as a message" }).click();
  const message = await page.evaluate(() => navigator.clipboard.readText());
  const { record } = (await owner.get(`${path}/domains`)).body.items[0];
  expect(message).toContain(`Name: ${record.host}`);
  expect(message).toContain(`Value: ${record.value}`);
  let looked = 0;
  page.on("request", (request) => void (looked += request.url().endsWith("/verify") ? 1 : 0));
  for (let minute = 1; minute <= 31; minute++) {
    const answered = minute <= 30 ? page.waitForResponse((answer) => answer.url().endsWith("/v1/set-up")) : undefined;
    await page.clock.runFor(60_000);
    await answered;
  }
  await says(page, "We've stopped looking by ourselves.");
  expect(looked).toBe(30);
  await page.reload();
  stage.dns.table.set(record.host, { txt: [record.value] });
  await says(page, "We look again every minute");
  await page.clock.runFor(60_000);
  await says(page, "Verified");
});

test("a link that has ended says to ask for a new one", async () => {
  const { page } = stage.window;
  const { url, owner, path } = await makeLink(stage, ["sso"]);
  expectStatus(await owner.call("DELETE", `${path}/setup-links`), 204);
  await page.goto(url);
  await says(page, "This link doesn't work any more");
  await expectAccessible(page, "a link that has ended");
  await page.getByRole("button", { name: "Ask for a new link" }).click();
  await says(page, "Send this to the person who sent you the link.");
  await expectAccessible(page, "asking for a new link");
  await stage.window.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the message" }).click();
  await says(page, "Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("Can you make another one?");
  await page.goto("about:blank");
  await page.goto("/set-up");
  await says(page, "Open your set-up link");
});
