import type { BrowserContextOptions, Page } from "playwright-core";
import { expectAccessible, expectNoSidewaysScroll } from "./browser.ts";

/** What every page is looked at in. */
export const looks: [name: string, options: BrowserContextOptions][] = [
  ["light", { colorScheme: "light" }],
  ["dark, on a phone", { colorScheme: "dark", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
];

/** Narrower than any phone sold now; the last is what 400 % zoom makes of a laptop. */
const narrowest = [360, 320];

/** Opens a page anew and looks at it. */
export async function inspect(page: Page, path: string, shows: string): Promise<void> {
  // Addresses that differ in their fragment only would not be loaded again.
  await page.goto("about:blank");
  await page.goto(path);
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
