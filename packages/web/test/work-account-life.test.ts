import { expect, test } from "vitest";
import { setPolicies } from "../../server/test/support/policies.ts";
import { acmeOf, employee, setSsoStage } from "./support/acme.ts";
import { carryOver, expectAccessible } from "./support/browser.ts";
import { inspect } from "./support/looks.ts";
import { enterEmail, says } from "./support/visitor.ts";

const stage = setSsoStage();

async function signInByAcme(email: string): Promise<void> {
  const { page } = stage.window;
  await page.goto("/sign-in");
  await enterEmail(page, email);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await page.waitForURL("**/security");
}

test("whom only the provider lets in reads that, and not of a password or passkey of their own", async () => {
  const { page } = stage.window;
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  await signInByAcme(kim.email);
  await page.getByRole("heading", { name: "You sign in with Acme ID" }).waitFor();
  await says(page, "Your password is checked there, not here.");
  const ways = page.locator(".m-stat").filter({ hasText: "Ways to sign in" });
  expect(await ways.innerText()).toMatch(/1 active\s+Acme ID/);
  await says(page, /^None needed here\. .* manages the one you use at Acme ID\.$/);
  await says(page, "Only its admins can unlink it.");
  expect(await page.locator("main").innerText()).not.toMatch(
    /only your password|with a passkey\.|Set up at least one/i,
  );
  await inspect(page, "/security", "You sign in with Acme ID");
  await page.goto("/activity");
  const row = page.locator(".m-event-what").filter({ hasText: "linked this account to an organization" });
  expect(await row.innerText()).toMatch(/^An identity provider linked/);
});

test("whoever must come by the provider sees who manages the password, and what they are known by", async () => {
  const { page } = stage.window;
  const acme = await acmeOf(stage, { managePasswordUrl: "https://id.acme.example/password" });
  const kim = employee(stage, acme);
  await setPolicies(stage.server, acme, { singleSignOn: { required: "verified-domains" } });
  await signInByAcme(kim.email);
  await says(page, "manages your password");
  await page.getByRole("heading", { name: "You sign in with Acme ID" }).waitFor();
  expect(await page.getByRole("link", { name: "Change it there" }).getAttribute("href")).toBe(
    "https://id.acme.example/password",
  );
  await expectAccessible(page, "a password that is managed");
  await inspect(page, "/account", "Work accounts");
  await says(page, kim.email);
  await inspect(page, "/sessions", "Sign-in history");
  await page.getByRole("cell").getByText("Single sign-on").first().waitFor();
});

test("an admin unlinks a member, and hears whether another way in is left", async () => {
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  await signInByAcme(kim.email);
  const { page } = stage.window;
  await acme.owner.stepUp("change-sso");
  await carryOver(stage.window, stage.server, acme.owner);
  await page.goto(`/organizations/${acme.id}/members`);
  await page.getByRole("button", { name: "Actions for Kim Doe" }).click();
  await page.getByRole("menuitem", { name: "Work accounts" }).click();
  await page.getByRole("button", { name: "Unlink from Acme ID" }).click();
  await expectAccessible(page, "a member's work accounts");
  await page.getByRole("button", { name: "Unlink now" }).click();
  await says(page, "They have no other way in");
  await says(page, "None. They sign in with what they have here.");
});

test("requiring it says first what would happen, or why it can't be", async () => {
  const acme = await acmeOf(stage);
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, acme.owner);
  await page.goto(`/organizations/${acme.id}/policies`);
  await page.getByLabel("Who must use it").selectOption("verified-domains");
  await says(page, "Their own passwords and passkeys don't sign in any more.");
  await page.locator("#single-sign-on").scrollIntoViewIfNeeded();
  await page.locator(".m-setting-more .m-banner").waitFor();
  await expectAccessible(page, "single sign-on among the policies");
});

test("signing out at the work account, too: over there and back, and then nothing is open here", async () => {
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  stage.op.lies = { discovery: { end_session_endpoint: `${stage.op.issuer}/end` } };
  // What a provider says of itself is kept for ten minutes.
  stage.server.clock.advance(601);
  await signInByAcme(kim.email);
  const { page } = stage.window;
  await page.getByRole("button", { name: "Kim Doe" }).click();
  await page.getByRole("menuitem", { name: "Sign out of your work account, too" }).click();
  await page.waitForURL("**/sign-in?sso=signed-out");
  await says(page, "You're signed out, here and at your work account.");
  expect(stage.op.asked).toContain("/end");
  await page.goto("/security");
  await page.waitForURL("**/sign-in**");
});

test("where a work account has no place for it, one is signed out here; what it didn't confirm is said", async () => {
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  stage.server.clock.advance(601);
  await signInByAcme(kim.email);
  const { page } = stage.window;
  await page.getByRole("button", { name: "Kim Doe" }).click();
  await page.getByRole("menuitem", { name: "Sign out of your work account, too" }).click();
  await page.getByLabel("Email").waitFor();
  await page.goto("/sign-in?sso=signed-out-here");
  await says(page, "maybe not at your work account");
});
