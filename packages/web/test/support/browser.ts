import axe from "axe-core";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { expect } from "vitest";
import type { Person } from "../../../server/test/support/person.ts";
import type { TestServer } from "../../../server/test/support/test-server.ts";
import { pathOf } from "../../../../tools/programs.mjs";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let launched: Promise<Browser> | undefined;

/** One browser for all files a worker runs, each window with a context of its own. It ends with the worker. */
export function sharedBrowser(): Promise<Browser> {
  return (launched ??= chromium.launch({ executablePath: pathOf("chromium"), args: flags, timeout: 120_000 }));
}

/** A window of its own, with everything that went wrong in it. */
export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: string[];
}

export async function openWindow(
  browser: Browser,
  server: TestServer,
  options: BrowserContextOptions = {},
): Promise<Window> {
  const context = await browser.newContext({
    baseURL: server.services.config.publicUrl,
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  // Two browsers and two servers share two cores: what takes a second alone may take a minute on a busy machine.
  page.setDefaultTimeout(120_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !isRefusal(message.text())) faults.push(message.text());
  });
  return { context, page, faults };
}

/** The browser reports every refused request; that a request was refused is not a fault of the page. */
function isRefusal(text: string): boolean {
  return /^Failed to load resource: .* status of 4\d\d/.test(text);
}

/** No violation of the content policy, no exception, no error in the console; then closes it. */
export async function closeClean({ context, faults }: Window): Promise<void> {
  await context.close();
  expect(faults).toEqual([]);
}

/** Gives the window the session a person opened elsewhere. */
export async function carryOver({ context }: Window, server: TestServer, person: Person): Promise<void> {
  const url = server.services.config.publicUrl;
  await context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url, httpOnly: true })));
}

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function expectAccessible(page: Page, what: string): Promise<void> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (runOnly) => {
    const { violations: found } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly });
    return found.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`);
  }, standards);
  expect(violations, what).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${what} is wider than the window`).toBeLessThanOrEqual(0);
}

/** The element with the focus, as a person would name it. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute("aria-label") ?? activeElement?.textContent ?? "";
  });
}
