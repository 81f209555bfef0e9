import { expect, test } from "vitest";
import { carryOver, openWindow, closeClean } from "./support/browser.ts";
import { setOrganizationStage } from "./support/stage.ts";

const stage = setOrganizationStage({ MORTISE_DEFAULT_PLAN: "enterprise", MORTISE_TRUSTED_PROXIES: "127.0.0.1/32" });

test.each([
  [1280, 700],
  [390, 700],
])("at %i × %i the bar of what is unsaved lies over no field that has the focus", async (width, height) => {
  const window = await openWindow(stage.browser, stage.server, { viewport: { width, height } });
  const { page } = window;
  await carryOver(window, stage.server, stage.owner);
  await page.goto(`/organizations/${stage.organization.id}/policies`);
  await page.getByRole("switch", { name: "Require a second factor" }).check();
  const bar = page.getByRole("region", { name: "Unsaved changes" });
  await bar.waitFor();
  const fields = page.locator("main :is(input, select, textarea, button, a[href]):not(.m-savebar *)");
  const seen = await fields.evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);
  expect(seen).toBeGreaterThan(10);
  // As whoever uses the keyboard gets there: from above, each coming into view at the foot.
  await page.locator("main").focus();
  const covered: string[] = [];
  for (let at = 0; at < seen; at++) {
    await page.keyboard.press("Tab");
    const under = await page.evaluate(() => {
      const { activeElement: field } = document;
      const [box, over] = [
        field?.getBoundingClientRect(),
        document.querySelector(".m-savebar")?.getBoundingClientRect(),
      ];
      const isUnder = box && over && !field?.closest(".m-savebar") && box.bottom > over.top && box.top < over.bottom;
      return isUnder ? (field?.outerHTML.slice(0, 120) ?? "") : undefined;
    });
    if (under !== undefined) covered.push(under);
  }
  expect(covered).toEqual([]);
  await closeClean(window);
});
