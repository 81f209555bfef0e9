import { expect, test } from "vitest";
import { createOrganization } from "../../server/test/support/organizations.ts";
import type { Person } from "../../server/test/support/person.ts";
import { weighPage, type PageWeight } from "../../../tools/page-weight.mjs";
import { protectedPerson } from "./support/hosted.ts";
import { setBareStage } from "./support/stage.ts";

const stage = setBareStage();

/** Of a browser that was never here. */
async function weigh(path: string, heading: string, as?: Person): Promise<PageWeight> {
  const url = stage.server.services.config.publicUrl;
  const context = await stage.browser.newContext();
  try {
    const cookies = [...(as?.cookies ?? [])].map(([name, value]) => ({ name, value, url, httpOnly: true }));
    await context.addCookies(cookies);
    const page = await context.newPage();
    return await weighPage(page, url + path, () => page.getByRole("heading", { level: 1, name: heading }).waitFor());
  } finally {
    await context.close();
  }
}

/** The files by their names, without what tells one build from another. */
const filesOf = ({ answers }: PageWeight): string[] =>
  answers.map(({ path }) => path.replace(/-[\w-]{8}\./, ".")).filter((path) => path.startsWith("/assets/"));

test("the sign-in page is 130 KB on the wire at most, and loads nothing of the pages behind it", async () => {
  const weight = await weigh("/sign-in", "Sign in");
  // Whether a browser without a window asks for the icon differs.
  const files = filesOf(weight).filter((file) => file !== "/assets/mark.svg");
  expect(files.sort()).toEqual(["/assets/index.css", "/assets/index.js"]);
  expect(weight.answers.map(({ path }) => path)).not.toContain("/v1/deployment");
  expect(weight.bytes).toBeLessThanOrEqual(130_000);
  expect(weight.bytes, "something was counted").toBeGreaterThan(50_000);
});

test("the Security page is 200 KB at most, also of who owns an organization, and nothing of it comes twice", async () => {
  const maya = await protectedPerson(stage.server, "Phone");
  await createOrganization(await maya.signIn(), { name: "Larkfield Studio" });
  const weight = await weigh("/security", "Security", maya);
  const files = filesOf(weight);
  expect(files).toEqual([...new Set(files)]);
  expect(files.filter((file) => /policies|members|workspaces|audit|sign-up/.test(file))).toEqual([]);
  expect(weight.answers.filter(({ path }) => path.startsWith("/v1/")).length).toBeGreaterThan(2);
  expect(weight.bytes).toBeLessThanOrEqual(200_000);
});

test("every page of an organization brings its own code", async () => {
  const maya = await protectedPerson(stage.server, "Phone");
  const { id } = await createOrganization(await maya.signIn(), { name: "Larkfield Studio" });
  for (const name of ["members", "workspaces", "policies"]) {
    const heading = `${name[0]!.toUpperCase()}${name.slice(1)}`;
    const weight = await weigh(`/organizations/${id}/${name}`, heading, maya);
    expect(filesOf(weight)).toContain(`/assets/${name}-page.js`);
    expect(weight.bytes, name).toBeLessThanOrEqual(200_000);
  }
});

test("a page whose code does not come says so, and is there once it does", async () => {
  const context = await stage.browser.newContext({ baseURL: stage.server.services.config.publicUrl });
  try {
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.route("**/assets/sign-up-page-*.js", (route) => route.abort());
    await page.getByRole("link", { name: "Create an account" }).click();
    await page.getByText("We couldn't reach the server").waitFor();
    await page.unroute("**/assets/sign-up-page-*.js");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Create an account" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/sign-up");
  } finally {
    await context.close();
  }
});

test("a review whose code does not come says so, and what is unsaved stays", async () => {
  const maya = await protectedPerson(stage.server, "Phone");
  const { id } = await createOrganization(await maya.signIn(), { name: "Larkfield Studio" });
  const baseURL = stage.server.services.config.publicUrl;
  const context = await stage.browser.newContext({ baseURL });
  try {
    await context.addCookies([...maya.cookies].map(([name, value]) => ({ name, value, url: baseURL, httpOnly: true })));
    const page = await context.newPage();
    const code = "**/assets/review-dialog-*.js";
    await page.route(code, (route) => route.abort());
    await page.goto(`/organizations/${id}/policies`);
    await page.getByRole("switch", { name: "Require a second factor" }).click();
    await page.getByRole("link", { name: "Review and save" }).click();
    const missing = page.getByRole("alertdialog");
    await missing.getByText("We couldn't reach the server").waitFor();
    await page.unroute(code);
    await missing.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("dialog", { name: "Review 1 change" }).waitFor();
  } finally {
    await context.close();
  }
});
