import type { Page } from "playwright-core";
import type { Person } from "../../../server/test/support/person.ts";
import type { TestServer } from "../../../server/test/support/test-server.ts";
import { carryOver, type Window } from "./browser.ts";

/** Adds a passkey from the Security page and saves the codes that may come with it. */
export async function addPasskey(page: Page, name: string): Promise<void> {
  await page.locator("#add-passkey").click();
  await finishAdding(page, "Add a passkey", "Create passkey", name);
}

export async function addSecurityKey(page: Page, name: string): Promise<void> {
  await page.locator("#add-security-key").click();
  await finishAdding(page, "Add a security key", "Continue", name);
}

async function finishAdding(page: Page, title: string, button: string, name: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: title });
  await dialog.getByLabel("Name it").fill(name);
  await dialog.getByRole("button", { name: button }).click();
  const codes = page.getByRole("dialog", { name: "Save your recovery codes" });
  const added = page.getByRole("dialog", { name: `${name} added` });
  await codes.or(added).waitFor();
  if (await codes.isVisible()) await saveCodes(page);
  else await added.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: `Actions for ${name}` }).waitFor();
}

export async function saveCodes(page: Page): Promise<string[]> {
  const dialog = page.getByRole("dialog", { name: "Save your recovery codes" });
  await dialog.waitFor();
  const codes = await dialog.locator("code").allInnerTexts();
  await dialog.getByLabel("I saved these codes").check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
  return codes;
}

/** On the Security page with a session, opened as it would have been before this browser had a passkey. */
export async function openSecurity(window: Window, server: TestServer, person: Person): Promise<Page> {
  await carryOver(window, server, await person.signIn());
  await window.page.goto("/security");
  await window.page.getByRole("heading", { name: "How you sign in" }).waitFor();
  return window.page;
}

export async function signOut(page: Page, person: Person): Promise<void> {
  await page.getByRole("button", { name: person.name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
}
