import { expect, test } from "vitest";
import { createOrganization } from "../../server/test/support/organizations.ts";
import { carryOver } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { setStage } from "./support/stage.ts";
import { says } from "./support/visitor.ts";

const stage = setStage();

test("a page of an organization, the way on and an invitation are there when they are loaded again", async () => {
  const { window, server } = stage;
  const { page } = window;
  const owner = await (await protectedPerson(server, "Phone")).signIn();
  const { id } = await createOrganization(owner);
  await carryOver(window, server, owner);
  const shows = async (path: string, heading: string) => {
    expect((await page.goto(path))?.status(), path).toBe(200);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    expect((await page.reload())?.status(), path).toBe(200);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  };
  await shows(`/organizations/${id}/members`, "Members");
  await shows("/invitation", "Open the link from your email");
  expect((await page.goto("/go-on?return_to=/sessions"))?.status()).toBe(200);
  await page.waitForURL("**/sessions");
});

test("an address that is mistyped is served as one that is not there", async () => {
  const { page } = stage.window;
  expect((await page.goto("/security/nonsense"))?.status()).toBe(404);
  await says(page, "There's no page here");
});
