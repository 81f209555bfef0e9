import type { Page, Route } from "playwright-core";
import { expect, test } from "vitest";
import { carryOver, expectAccessible } from "./support/browser.ts";
import { setOrganizationStage } from "./support/stage.ts";

// The code of a page that is fetched when the page is opened: while it is on its way, and when it does not come.

const stage = setOrganizationStage();
const membersCode = "**/assets/members-page-*.js*";
const signUpCode = "**/assets/sign-up-page-*.js*";

const gone = (route: Route) => route.fulfill({ status: 404, contentType: "text/plain", body: "Not found" });

/** The settings, with the code of no organization's page loaded yet. */
async function openSecurity(): Promise<Page> {
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, stage.owner);
  await page.goto("/security");
  await page.getByRole("link", { name: "Members" }).waitFor();
  await page.getByRole("heading", { name: "Security", level: 1 }).waitFor();
  return page;
}

/** How often the document was loaded since. */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on("domcontentloaded", () => (loads += 1));
  return () => loads;
}

/** Style sheets the page asks for and does not have. */
function listUnstyled(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")]
      .filter(({ sheet }) => {
        try {
          return !sheet?.cssRules.length;
        } catch {
          return true;
        }
      })
      .map(({ href }) => href),
  );
}

function forgiveMissing(): void {
  const { faults } = stage.window;
  const kinds = /dynamically imported module|page was not fetched|ERR_|Failed to load|MIME type|status of 50[23]/;
  expect(faults.splice(0).filter((fault) => !kinds.test(fault))).toEqual([]);
}

test("a page whose code is gone says that it was updated; the navigation stays, and every other page works", async () => {
  const page = await openSecurity();
  await page.route(membersCode, gone);
  await page.getByRole("link", { name: "Members" }).click();
  await page.getByRole("heading", { name: "This page was updated", level: 1 }).waitFor();
  await expectAccessible(page, "a page that was updated");
  expect(await page.getByRole("navigation").getByRole("link", { name: "Members" }).getAttribute("aria-current")).toBe(
    "page",
  );
  await page.goBack();
  await page.getByRole("heading", { name: "Security", level: 1 }).waitFor();
  await page.goForward();
  await page.getByRole("heading", { name: "This page was updated", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Account", exact: true }).click();
  await page.getByRole("heading", { name: "Account", level: 1 }).waitFor();

  await page.getByRole("link", { name: "Members" }).click();
  await page.getByRole("heading", { name: "This page was updated", level: 1 }).waitFor();
  const loads = countLoads(page);
  await page.unroute(membersCode);
  await page.getByRole("button", { name: "Load it again" }).click();
  await page.getByRole("heading", { name: "Members", level: 1 }).waitFor();
  expect(loads()).toBe(1);
  forgiveMissing();
});

test("a document in place of the code is no code: the page was updated", async () => {
  const page = await openSecurity();
  await page.route(membersCode, (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<p>Hello" }));
  await page.getByRole("link", { name: "Members" }).click();
  await page.getByRole("heading", { name: "This page was updated", level: 1 }).waitFor();
  forgiveMissing();
});

test("without a connection the page says so and goes on by itself", async () => {
  const page = await openSecurity();
  await page.getByRole("link", { name: "Workspaces" }).click();
  await page.getByRole("heading", { name: "Workspaces", level: 1 }).waitFor();
  await stage.window.context.setOffline(true);
  await page.getByRole("link", { name: "Members" }).click();
  await page.getByRole("heading", { name: "You're offline", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "You're offline", level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/members$/);
  await stage.window.context.setOffline(false);
  await page.getByRole("heading", { name: "Members", level: 1 }).waitFor();
  expect(await listUnstyled(page)).toEqual([]);
  forgiveMissing();
});

test("a server that cannot be reached is not taken for an update, and what is loaded again needs an answer", async () => {
  const page = await openSecurity();
  const all = "**/assets/**";
  await page.route(all, (route) => route.abort());
  await page.getByRole("link", { name: "Members" }).click();
  await page.getByRole("heading", { name: "We couldn't reach the server", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "We couldn't reach the server", level: 1 }).waitFor();
  await page.unroute(all);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Members", level: 1 }).waitFor();
  forgiveMissing();
});

test("a server that cannot answer right now is not taken for an update", async () => {
  const page = await openSecurity();
  await page.route(membersCode, (route) => route.fulfill({ status: 503, body: "" }));
  await page.getByRole("link", { name: "Members" }).click();
  await page.getByRole("heading", { name: "The server can't answer right now", level: 1 }).waitFor();
  await page.unroute(membersCode);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Members", level: 1 }).waitFor();
  forgiveMissing();
});

test("a page for anyone whose code is gone keeps the product's name, and Back leads back", async () => {
  const { page } = stage.window;
  await page.goto("/sign-in");
  await page.route(signUpCode, gone);
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByRole("heading", { name: "This page was updated", level: 1 }).waitFor();
  await page.getByRole("banner").getByText("Mortise").waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Sign in", level: 1 }).waitFor();
  forgiveMissing();
});

/** The code waits until it is let through. */
async function hold(page: Page, code: string): Promise<() => void> {
  let letThrough = () => {};
  const through = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route(code, async (route) => {
    await through;
    await route.continue();
  });
  return letThrough;
}

test("while the code of the next page is on its way the product's name stands there, and Back leads back", async () => {
  const { page } = stage.window;
  await page.goto("/sign-in");
  const letThrough = await hold(page, signUpCode);
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByRole("status").getByText("Loading").waitFor({ state: "attached" });
  await page.getByRole("banner").getByText("Mortise").waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Sign in", level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/sign-in");
  letThrough();
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByRole("heading", { name: "Create an account", level: 1 }).waitFor();
});

test.each([
  ["/sign-up", signUpCode],
  ["/security", "**/assets/settings-*.js*"],
])(
  "at %s, opened first, the product's name is there before its code, and that it loads is said",
  async (path, code) => {
    const { page } = stage.window;
    await carryOver(stage.window, stage.server, stage.owner);
    const letThrough = await hold(page, code);
    await page.goto(path, { waitUntil: "commit" });
    await page.getByRole("banner").getByText("Mortise").waitFor();
    await page.getByRole("status").getByText("Loading").waitFor({ state: "attached" });
    await expectAccessible(page, "a page on its way");
    letThrough();
    await page.getByRole("heading", { level: 1 }).waitFor();
  },
);
