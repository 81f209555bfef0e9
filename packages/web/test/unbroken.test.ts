import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import {
  addMember,
  addWorkspaceWith,
  createOrganization,
  invitationToken,
} from "../../server/test/support/organizations.ts";
import { expectStatus, Person } from "../../server/test/support/person.ts";
import { patternsOf, pageNames } from "../../server/src/addresses.ts";
import { carryOver } from "./support/browser.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage(
  { MORTISE_DEFAULT_PLAN: "enterprise", MORTISE_APP_URL: "https://app.example.com/", MORTISE_APP_NAME: "N".repeat(60) },
  { viewport: { width: 390, height: 844 } },
);

/** What of the open dialog stands outside the window, or is cut off at its edge. */
async function beyond(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const dialog = document.querySelector("dialog[open]");
    const all = [...(dialog ?? document.body).querySelectorAll<HTMLElement>("*")];
    const isSeen = (each: HTMLElement) => each.checkVisibility() && !each.closest(".m-sr, .m-skip, .m-wide");
    return all
      .filter((each) => isSeen(each) && each.getBoundingClientRect().right > innerWidth + 0.5)
      .filter((each) => !each.closest("[data-scrolls], .m-table-scroll, pre"))
      .map((each) => `${each.tagName}.${each.className}`);
  });
}

async function settled(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator("h1, dialog[open] h2").first().waitFor();
  await page.waitForLoadState("networkidle");
}

test.each([40, 200])(
  "names of %i unbroken characters make no page and no dialog wider than a phone",
  async (length) => {
    const { page } = stage.window;
    const named = (letter: string, most: number) => letter.repeat(Math.min(length, most));
    const owner = new Person(stage.server);
    owner.name = named("W", 100);
    const local = named("m", 64 - 20);
    const address = `${local}${Date.now()}@${named("d", 60)}.example.com`;
    Object.assign(owner, { email: address });
    await (await owner.signUp()).signIn();
    await owner.bindTotp(named("T", 60));
    const organization = await createOrganization(owner, { name: named("O", 80) });
    const member = new Person(stage.server);
    member.name = named("Æ", 100);
    await (await member.signUp()).signIn();
    await addMember(organization, member, "admin");
    const workspace = await addWorkspaceWith(organization, named("K", 80), [member]);
    const email = `${named("i", 60)}@${named("e", 60)}.example.com`;
    expectStatus(await owner.post(`${organization.path}/invitations`, { email, role: "admin" }), 201);
    const invited = await invitationToken(owner, email);
    const { id: authenticator } = (await owner.get("/v1/account/authenticators")).body.totp[0];
    const { id: invitation } = (await owner.get(`${organization.path}/invitations`)).body.items[0];
    await carryOver(stage.window, stage.server, owner);
    const places: Record<string, string> = {
      organization: organization.id,
      workspace,
      member: member.accountId,
      authenticator,
      invitation,
    };
    const found: string[] = [];
    for (const name of pageNames) {
      for (const pattern of patternsOf(name)) {
        const path = pattern.replaceAll(/:(\w+)/g, (_, place: string) => places[place] ?? "x");
        await settled(page, path === "/invitation" ? `${path}#token=${invited}` : path);
        for (const each of await beyond(page)) found.push(`${path}: ${each}`);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wider > 0) found.push(`${path}: ${wider} px wider than the window`);
      }
    }
    for (const { html } of [...(await owner.mails()), ...(await owner.mails(email))]) {
      await page.goto("about:blank");
      await page.setContent(html);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wider > 0) found.push(`a mail: ${wider} px wider than the window`);
    }
    expect(found).toEqual([]);
  },
);

test("a page where something ends leads back to the app", async () => {
  const { page } = stage.window;
  for (const path of ["/alert-copies", "/alert-copies#token=dead", "/invitation", "/invitation#token=dead"]) {
    await settled(page, "/sign-in");
    await settled(page, path);
    const back = page.getByRole("link", { name: /^Back to N+$/ });
    expect(await back.getAttribute("href"), path).toBe("https://app.example.com/");
  }
  stage.window.faults.splice(0);
});
