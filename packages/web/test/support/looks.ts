import type { BrowserContextOptions, Page } from "playwright-core";
import { expectAccessible, expectNoSidewaysScroll } from "./browser.ts";

/** What every page is looked at in. */
export const looks: [name: string, options: BrowserContextOptions][] = [
  ["light", { colorScheme: "light" }],
  ["dark, on a phone", { colorScheme: "dark", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
];

/** Narrower than any phone sold now; the last is what 400 % zoom makes of a laptop. */
const narrowest = [360, 320];

/** Whose cookies a page was loaded with. */
const loadedFor = new WeakMap<Page, string>();

/** Opens a page and looks at it: by a link of the app where that is the same, for a load costs five times as much. */
export async function inspect(page: Page, path: string, shows: string): Promise<void> {
  const cookies = JSON.stringify(await page.context().cookies());
  const [here, there] = [new URL(page.url()), new URL(path, "http://localhost")];
  // A page read what it shows for whoever was signed in; and addresses that differ in their fragment only are one page.
  const isLink = loadedFor.get(page) === cookies && here.pathname !== there.pathname && there.hash === "";
  if (isLink) await page.evaluate((to) => history.pushState(null, "", to), path);
  else {
    await page.goto("about:blank");
    await page.goto(path);
    loadedFor.set(page, JSON.stringify(await page.context().cookies()));
  }
  await look(page, shows);
}

/** Accessible, and nothing wider than the window, however narrow that is. */
export async function look(page: Page, shows: string): Promise<void> {
  await page.getByText(shows).first().waitFor();
  await expectAccessible(page, shows);
  const size = page.viewportSize();
  for (const width of [size?.width ?? 1280, ...narrowest]) {
    await page.setViewportSize({ width, height: size?.height ?? 900 });
    await expectNoSidewaysScroll(page, `${shows} at ${width} px`);
  }
  if (size !== null) await page.setViewportSize(size);
}
