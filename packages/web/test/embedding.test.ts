import react from "@vitejs/plugin-react";
import type { Browser } from "playwright-core";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, preview, type PreviewServer } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOrganization, newMember } from "../../server/test/support/organizations.ts";
import { setPolicies } from "../../server/test/support/policies.ts";
import type { TestServer } from "../../server/test/support/test-server.ts";
import { carryOver, closeClean, sharedBrowser, openWindow } from "./support/browser.ts";
import { protectedPerson, startHosted } from "./support/hosted.ts";
import { saveCodes } from "./support/passkey-steps.ts";
import { bindShown, enterEmail, enterPassword, says } from "./support/visitor.ts";

const root = fileURLToPath(new URL("host-page/", import.meta.url));
const sdkSource = { "@mortise/sdk": fileURLToPath(new URL("../../sdk/src/client.ts", import.meta.url)) };
let host: PreviewServer;
let outDir: string;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), "mortise-host-page-"));
  const page = {
    root,
    configFile: false,
    logLevel: "error",
    resolve: { alias: sdkSource },
    build: { outDir },
  } as const;
  await build({ ...page, plugins: [react()] });
  host = await preview({ ...page, preview: { port: 0, host: "localhost" } });
  [server, browser] = await Promise.all([startHosted({ MORTISE_ORIGINS: hostOrigin() }), sharedBrowser()]);
});
afterAll(async () => {
  await Promise.all([server.close(), host.close()]);
  await rm(outDir, { recursive: true });
});

function hostOrigin(): string {
  return new URL(host.resolvedUrls?.local[0] ?? "").origin;
}

test("the panels work in a host's own page at a listed origin, and leave its address alone", async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  const maya = await protectedPerson(server, "Phone");
  const address = `${hostOrigin()}/?mortise=${server.services.config.publicUrl}`;
  await page.goto(address);
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await enterEmail(page, maya.email);
  await enterPassword(page, maya.password);
  await page.getByLabel("6-digit code").fill(maya.freshCode());
  await page.waitForURL(`${hostOrigin()}/**`);
  await says(page, "Two-step sign-in is on");
  await says(page, "This device");
  await says(page, "Account created");

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /^CSV/ }).click();
  expect((await download).suggestedFilename()).toMatch(/^my-events-.*\.csv$/);

  await page.evaluate(
    (url) => fetch(`${url}/v1/session/confirmation`, { method: "DELETE", credentials: "include" }),
    server.services.config.publicUrl,
  );
  await page.getByRole("link", { name: "Change email" }).click();
  await page.getByLabel("New email").fill(`new.${maya.email}`);
  await page.getByRole("button", { name: "Send confirmation" }).click();
  const confirmation = page.getByRole("dialog", { name: "Confirm it's you" });
  await confirmation.getByLabel("6-digit code").fill(maya.freshCode());
  await page.getByRole("dialog", { name: "Check your inbox" }).getByRole("button", { name: "Done" }).click();
  await says(page, "Waiting for you to confirm a new address");
  expect(page.url()).toBe(address);
  await closeClean(window);
});

test("of several panels one asks for what an organization requires, and all go on once it is there", async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  const organization = await createOrganization(await (await protectedPerson(server, "Phone")).signIn(), {
    name: "Larkfield Studio",
  });
  const member = await newMember(organization);
  const secondFactor = { required: "two-factor", graceDays: 7 } as const;
  await setPolicies(server, organization, { secondFactor });
  await carryOver(window, server, member);
  const address = `${hostOrigin()}/?mortise=${server.services.config.publicUrl}`;
  await page.goto(address);
  await says(page, /Larkfield Studio requires a second factor by/);
  await says(page, "What is asked of you");
  await setPolicies(server, organization, { secondFactor: { ...secondFactor, graceDays: 0 } });
  await page.reload();
  const asked = page.getByRole("heading", { name: "Set up a second factor to go on" });
  await asked.waitFor();
  await expect.poll(() => asked.count()).toBe(1);
  await page.getByRole("link", { name: "Authenticator app" }).click();
  await bindShown(page, server, "Phone");
  await saveCodes(page);
  await says(page, "Two-step sign-in is on");
  await says(page, "This device");
  await says(page, "Account created");
  expect(await asked.count()).toBe(0);
  expect(page.url()).toBe(address);
  await closeClean(window);
});
