import { expect, test } from "vitest";
import { carryOver, expectAccessible } from "./support/browser.ts";
import { setOrganizationStage } from "./support/stage.ts";
import { says } from "./support/visitor.ts";

const stage = setOrganizationStage();

test("an organization's log is searched when asked to, the search is a filter, and what finds nothing leads on", async () => {
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, stage.owner);
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    expect(search).not.toContain("joined");
    if (pathname.endsWith("/events")) asked.push("");
    if (pathname.endsWith("/events/search")) asked.push("search");
  });
  await page.goto(`/organizations/${stage.organization.id}/audit-log`);
  await says(page, "created the organization “Larkfield Studio”");
  const field = page.getByRole("searchbox", { name: "Search people and events" });
  await field.pressSequentially("joined");
  await field.press("Enter");
  await says(page, "1 event.");
  await says(page, "joined the organization as owner");
  expect(await page.getByText("created the organization").count()).toBe(0);
  expect(asked).toEqual(["", "search"]);
  await expectAccessible(page, "the log, searched");
  await field.fill("nobody such");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await says(page, "Nothing matches these filters");
  await page.getByRole("button", { name: "Remove filter: Search: nobody such" }).click();
  await says(page, "created the organization “Larkfield Studio”");
  expect(await field.inputValue()).toBe("");
});
