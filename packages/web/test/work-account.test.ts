import { expect, test } from "vitest";
import { addMember, createOrganization } from "../../server/test/support/organizations.ts";
import { expectStatus, Person } from "../../server/test/support/person.ts";
import { setPolicies } from "../../server/test/support/policies.ts";
import { acmeOf, employee, setSsoStage } from "./support/acme.ts";
import { expectAccessible, expectNoSidewaysScroll, focused } from "./support/browser.ts";
import { look } from "./support/looks.ts";
import { beginSignIn, enterEmail, enterPassword, says } from "./support/visitor.ts";

const stage = setSsoStage();

test("somebody new comes in by their work account, to where they were going", async () => {
  const { page } = stage.window;
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  await page.goto("/sign-in?return_to=%2Faccount");
  await enterEmail(page, kim.email);
  await page.getByRole("heading", { name: "Continue to Acme ID" }).waitFor();
  await expectAccessible(page, "the way to a work account");
  expect(await focused(page)).toBe("Continue to Acme ID");
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await page.waitForURL("**/account");
  await says(page, kim.email);
});

test("whoever has an account of their own shows once that it is theirs", async () => {
  const { page } = stage.window;
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  await createOrganization(await (await kim.signUp()).signIn());
  await page.goto("/sign-in");
  await enterEmail(page, kim.email);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await page.getByRole("heading", { name: "Show that this account is yours" }).waitFor();
  await says(page, `Acme ID knows you as ${kim.email}`);
  await expectAccessible(page, "showing whose it is");
  await page.getByRole("button", { name: "Use its password" }).click();
  await enterPassword(page, kim.password);
  await page.waitForURL("**/security");
});

test("where a second factor is asked here too, it says for whom", async () => {
  const { page } = stage.window;
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  stage.op.authTime = () => Math.floor(stage.server.clock.now() / 1000);
  await page.goto("/sign-in");
  await enterEmail(page, kim.email);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await page.waitForURL("**/security");
  const session = new Person(stage.server, kim.email);
  for (const { name, value } of await stage.window.context.cookies()) session.cookies.set(name, value);
  await session.bindTotp("Phone");
  await stage.window.context.clearCookies();
  await page.goto("/sign-in");
  await enterEmail(page, kim.email);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await says(page, `Signing in as ${kim.email}`);
  await page.getByLabel("6-digit code").fill(session.freshCode());
  await page.waitForURL("**/security");
});

test("an answer that is not taken says so, with a reference and a way on", async () => {
  const { page } = stage.window;
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  stage.op.lies.claims = { aud: "another" };
  await page.goto("/sign-in");
  await enterEmail(page, kim.email);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await says(page, "Your work account didn't let us sign you in");
  await says(page, /^trac_/);
  await expectAccessible(page, "a failed work account");
});

test("every reason has words, and a made-up one shows nothing", async () => {
  const { page } = stage.window;
  const reasons = ["failed", "expired", "unasked", "other-browser", "no-place", "another-identity", "suspended"];
  for (const reason of [...reasons, "secured", "refused"]) {
    await page.goto(`/sign-in?sso=${reason}&reference=trac_123`);
    await page.locator(".m-banner-title").waitFor();
    await says(page, "trac_123");
    await expectNoSidewaysScroll(page, reason);
  }
  await page.goto("/sign-in?sso=pwned&reference=trac_123");
  await page.getByLabel("Email").waitFor();
  expect(await page.locator(".m-banner").count()).toBe(0);
  await page.goto("/sign-in?sso=failed&reference=call+555");
  await page.locator(".m-banner-title").waitFor();
  expect(await page.locator(".m-banner").innerText()).not.toContain("555");
});

test("who is signed in already hears of an answer that was not taken, and goes on as before", async () => {
  const { page } = stage.window;
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  await page.goto("/sign-in");
  await enterEmail(page, kim.email);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await page.waitForURL("**/security");
  await page.goto("/sign-in?sso=unasked&reference=trac_123&return_to=%2Faccount");
  await page.getByRole("heading", { name: "You're still signed in" }).waitFor();
  await says(page, "We weren't expecting that sign-in");
  await says(page, "trac_123");
  await look(page, "nothing has changed");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.waitForURL("**/account");
  await page.goto("/sign-in?sso=pwned");
  await page.waitForURL("**/security");
});

test("where it is required, the browser goes there by itself", async () => {
  const { page } = stage.window;
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  await setPolicies(stage.server, acme, { singleSignOn: { required: "verified-domains" } });
  await page.goto("/sign-in");
  await enterEmail(page, kim.email);
  await says(page, "Taking you there in");
  await says(page, "Your password is checked by Acme ID, not here.");
  await expectAccessible(page, "a work account that is required");
  await page.waitForURL("**/security");
});

test("a password that is right and not enough says what is", async () => {
  const { page } = stage.window;
  const acme = await acmeOf(stage);
  const iris = await (await new Person(stage.server).signUp()).signIn();
  await addMember(acme, iris);
  await setPolicies(stage.server, acme, { singleSignOn: { required: "everyone" } });
  await beginSignIn(page, iris);
  await page.getByRole("heading", { name: "Sign in with your work account" }).waitFor();
  await expectAccessible(page, "a password that is not enough");
  await page.getByRole("button", { name: "Use another email" }).click();
  await page.locator("input[name=email]:focus").waitFor();
  // Their address leads nowhere; what they have proven does.
  await enterEmail(page, iris.email);
  await enterPassword(page, iris.password);
  stage.op.user = { sub: "iris", email: iris.email };
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await page.getByRole("heading", { name: "Show that this account is yours" }).waitFor();
  await page.getByRole("button", { name: "Use its password" }).click();
  await enterPassword(page, iris.password);
  await page.waitForURL("**/security");
});

test("after the way over the work account an invitation asks for its link once more, and no address has told of it", async () => {
  const { page } = stage.window;
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  const { owner, path } = await createOrganization(await (await new Person(stage.server).signUp()).signIn());
  expectStatus(await owner.post(`${path}/invitations`, { email: kim.email, role: "member" }), 201);
  const texts = (await owner.mails(kim.email)).map(({ text }) => text);
  const link = texts.map((text) => /\/invitation#token=(\S+)/.exec(text)).find((found) => found !== null)!;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(link[0]);
  await page.getByRole("link", { name: "Sign in to join" }).click();
  await enterEmail(page, kim.email);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await says(page, "You're signed in. To join, open the link");
  await page.goto("about:blank");
  await page.goto(link[0]);
  await page.getByRole("button", { name: /^Join / }).click();
  await page.waitForURL((url) => url.pathname !== "/invitation");
  expect((await owner.get(`${path}/members`)).body.items).toHaveLength(2);
  // A browser keeps the fragment to itself; whom it asks is told the rest.
  expect(asked.map((url) => url.split("#")[0]).filter((url) => url!.includes(link[1]!))).toEqual([]);
});

test("a change asks for a fresh sign-in at the work account, and comes back to the page", async () => {
  const { page } = stage.window;
  const acme = await acmeOf(stage);
  const kim = employee(stage, acme);
  stage.op.authTime = () => Math.floor(stage.server.clock.now() / 1000);
  await page.goto("/sign-in");
  await enterEmail(page, kim.email);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await page.waitForURL("**/security");
  stage.server.clock.advance(3600);
  await page.goto("/security/authenticators/new");
  const dialog = page.getByRole("dialog", { name: "Confirm it's you" });
  await dialog.getByRole("button", { name: "Confirm with Acme ID" }).waitFor();
  await expectAccessible(page, "a confirmation at the work account");
  await dialog.getByRole("button", { name: "Confirm with Acme ID" }).click();
  await page.waitForURL("**/security/authenticators/new");
  await page.getByRole("dialog", { name: "Add an authenticator" }).waitFor();
});
