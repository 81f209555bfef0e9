import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type CDPSession,
  type Page,
  type ViewportSize,
} from "playwright-core";
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
  return (launched ??= chromium.launch({ executablePath: pathOf("browser"), args: flags, timeout: 120_000 }));
}

/** A window of its own, with everything that went wrong in it. */
export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: string[];
  /** The devtools' way into it. Who uses it says in `undo` how to leave it as it was. */
  connect(): Promise<CDPSession>;
  readonly undo: (() => Promise<void>)[];
}

/** A window that may be used again: nothing was done to it that cannot be undone. */
interface Kept extends Window {
  readonly key: string;
  readonly viewport: ViewportSize;
  isPlain: boolean;
}

// A new window costs a second of both cores: one that a test left as it found it is emptied, and the next test gets it.
const kept: Kept[] = [];
const mostKept = 6;

export async function openWindow(
  browser: Browser,
  server: TestServer,
  options: BrowserContextOptions = {},
): Promise<Window> {
  const { publicUrl } = server.services.config;
  const key = JSON.stringify([publicUrl, options]);
  const at = kept.findIndex((each) => each.key === key);
  if (at >= 0) return kept.splice(at, 1)[0]!;
  const viewport = options.viewport ?? { width: 1280, height: 900 };
  const context = await browser.newContext({ baseURL: publicUrl, ...options, viewport });
  const page = await context.newPage();
  // Two browsers and two servers share two cores: what takes a second alone may take a minute on a busy machine.
  page.setDefaultTimeout(120_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !isRefusal(message.text())) faults.push(message.text());
  });
  const newSession = context.newCDPSession.bind(context);
  const window: Kept = {
    ...{ key, viewport, context, page, faults, undo: [], isPlain: true },
    connect: () => newSession(page),
  };
  noteUses(window, context, [
    "addInitScript",
    "newCDPSession",
    "newPage",
    "grantPermissions",
    "route",
    "setOffline",
    "on",
  ]);
  noteUses(window, page, ["addInitScript", "clock", "emulateMedia", "exposeFunction", "route", "on", "once"]);
  return window;
}

/** What leaves something behind in a window makes it one that is not used again. */
function noteUses<Of extends object>(window: Kept, of: Of, names: readonly (keyof Of)[]): void {
  for (const name of names) {
    const value = of[name];
    const get = (): unknown => {
      window.isPlain = false;
      return value;
    };
    Object.defineProperty(of, name, { get });
  }
}

/** Empties a window: no cookie, nothing stored, nothing that still runs in the page. */
async function empty({ context, page, faults, viewport, undo }: Kept): Promise<void> {
  for (const step of undo.splice(0)) await step();
  await context.clearCookies();
  await page.setViewportSize(viewport);
  // Of the same origin, so that the page is drawn by the same process; it runs nothing.
  await page.goto("v1/deployment");
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  faults.length = 0;
}

/** Closes what was kept; a server that ends has no use for it. */
export async function closeKept(): Promise<void> {
  await Promise.all(kept.splice(0).map(({ context }) => context.close()));
}

/** The browser reports every refused request; that a request was refused is not a fault of the page. */
function isRefusal(text: string): boolean {
  return /^Failed to load resource: .* status of 4\d\d/.test(text);
}

/** No violation of the content policy, no exception, no error in the console; then closes it. */
export async function closeClean(window: Window): Promise<void> {
  const { context, page, faults } = window;
  const found = [...faults];
  if ("isPlain" in window && (window as Kept).isPlain && !page.isClosed() && kept.length < mostKept) {
    await empty(window as Kept);
    kept.push(window as Kept);
  } else await context.close();
  expect(found).toEqual([]);
}

/** Gives the window the session a person opened elsewhere. */
export async function carryOver({ context }: Window, server: TestServer, person: Person): Promise<void> {
  const url = server.services.config.publicUrl;
  await context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url, httpOnly: true })));
}

// Minified: the browser reads it anew in every page.
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function expectAccessible(page: Page, what: string): Promise<void> {
  // A colour on its way to another is neither of the two.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
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
