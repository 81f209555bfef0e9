import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../../server/test/support/ask.ts";
import { freePort } from "../../server/test/support/server-process.ts";
import { plugIn } from "./support/authenticators.ts";
import { sharedBrowser } from "./support/browser.ts";

// examples/node-http as its README line starts it, used by somebody with a passkey and no password.

const folder = mkdtempSync(join(tmpdir(), "mortise-example-"));
let address: string;
let app: ChildProcess;
let context: BrowserContext;

beforeAll(async () => {
  await ask("build");
  const port = await freePort();
  address = `http://localhost:${port}`;
  const script = fileURLToPath(new URL("../../../examples/node-http/server.mjs", import.meta.url));
  const env = { ...process.env, PORT: String(port), MORTISE_DATABASE_URL: `file:${join(folder, "mortise.db")}` };
  const started = spawn(process.execPath, [script], { env });
  app = started;
  await new Promise<void>((resolve, reject) => {
    started.stdout.on("data", (chunk: Buffer) => chunk.includes("/notes") && resolve());
    started.once("exit", () => reject(new Error("The example ended.")));
  });
  context = await (await sharedBrowser()).newContext({ baseURL: address });
});
afterAll(async () => {
  await context.close();
  app.removeAllListeners("exit");
  const ended = new Promise((resolve) => app.once("exit", resolve));
  app.kill("SIGKILL");
  await ended;
  rmSync(folder, { recursive: true });
});

test("signs up with a passkey, comes back to the app, and confirms what it asks for with the passkey", async () => {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const session = () => context.newCDPSession(page);
  const device = await plugIn({ context, page, faults: [], connect: session, undo: [] });
  await page.goto("/notes");
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Email").fill("nora@example.com");
  await page.getByLabel("Name").fill("Nora");
  await page.getByRole("button", { name: "Use a passkey instead" }).click();
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: "Check your inbox" }).waitFor();
  const { items } = (await (
    await fetch(`${address}/dev/outbox`, { headers: { accept: "application/json" } })
  ).json()) as { items: { text: string }[] };
  await page.goto(/http\S+verify-email\S+/.exec(items[0]?.text ?? "")?.[0] ?? "");
  await page.getByRole("button", { name: "Confirm email" }).click();
  await page.getByRole("button", { name: "Create passkey" }).click();
  await page.getByLabel("I saved these codes").check();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("You're signed in. Next time, your passkey is all you need.").waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Notes of Nora" }).waitFor();

  const said: string[] = [];
  page.on("dialog", (dialog) => {
    said.push(dialog.message());
    void dialog.accept();
  });
  const endConfirmation = () =>
    page.evaluate(async () => (await fetch("/v1/session/confirmation", { method: "DELETE" })).status);
  expect(await endConfirmation()).toBe(204);
  await device.setVerified(false);
  await page.getByRole("button", { name: "Delete all notes" }).click();
  await expect.poll(() => said, { timeout: 90_000 }).toEqual(["Nothing was deleted."]);
  expect(await page.getByText("Buy milk").count()).toBe(1);
  await device.setVerified(true);
  await page.getByRole("button", { name: "Delete all notes" }).click();
  await expect.poll(() => said, { timeout: 60_000 }).toEqual(["Nothing was deleted.", "Deleted."]);
  await page.getByText("No notes.").waitFor();
});
