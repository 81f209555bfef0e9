import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import {
  addMember,
  addWorkspaceWith,
  createOrganization,
  invitationToken,
} from "../../server/test/support/organizations.ts";
import { expectStatus, Person } from "../../server/test/support/person.ts";
import { setPolicies } from "../../server/test/support/policies.ts";
import { carryOver } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { inspect, look } from "./support/looks.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage({ MORTISE_DEFAULT_PLAN: "enterprise" });

// As long as they may be, without a place to break, and written the other way round.
const names = [
  { kind: "long", group: "W".repeat(80), person: "Æ".repeat(100) },
  { kind: "right to left", group: "שלום & <עולם>".replaceAll(/[<>]/g, "'"), person: "نور الهدى" },
];

async function found({ group, person }: (typeof names)[number]) {
  const owner = await (await protectedPerson(stage.server, "Phone")).signIn();
  const organization = await createOrganization(owner, { name: group });
  const member = new Person(stage.server);
  member.name = person;
  await (await member.signUp()).signIn();
  await addMember(organization, member, "admin");
  const workspace = await addWorkspaceWith(organization, group, [member]);
  const session = { idleSeconds: 1800, absoluteSeconds: 43_200 };
  await setPolicies(stage.server, organization, { session }, workspace);
  await setPolicies(stage.server, organization, { secondFactor: { required: "two-factor", graceDays: 14 } });
  return { owner, organization, member, workspace, home: `/organizations/${organization.id}` };
}

/** Nothing of the dialog stands outside the window. */
async function expectDialogFits(page: Page, what: string): Promise<void> {
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  const beyond = () => dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  await expect.poll(beyond, { message: what }).toBeLessThanOrEqual(0);
}

describe.each(names)("names that are $kind", (given) => {
  test("fit on every page of an organization", async () => {
    const { owner, organization, member, workspace, home } = await found(given);
    const { page } = stage.window;
    await carryOver(stage.window, stage.server, owner);
    await inspect(page, `${home}/members`, given.person);
    for (const [path, shows] of [
      [`members/${member.accountId}/role`, "Reads and exports the audit log"],
      [`members/${member.accountId}/remove`, "They're taken out of every workspace"],
      [`members/invite`, "We mail a link"],
      [`workspaces`, given.group],
      [`workspaces/${workspace}`, given.person],
      [`workspaces/${workspace}/add`, "Its policies hold for them"],
      [`workspaces/${workspace}/delete`, "Its policies stop holding"],
      [`policies`, "Session timeouts"],
      [`audit-log`, "created the organization"],
    ] as const) {
      await inspect(page, `${home}/${path}`, shows);
      if (path.split("/").length > 2 || path.endsWith("invite")) await expectDialogFits(page, path);
    }
    await inspect(page, "/account", "Organizations");
    await inspect(page, `/account/organizations/${organization.id}/leave`, "You lose your place there");
    await expectDialogFits(page, "leave");
    const email = `someone.${Date.now()}@example.com`;
    expectStatus(await owner.post(`${organization.path}/invitations`, { email, role: "admin" }), 201);
    await inspect(
      page,
      `/invitation#token=${await invitationToken(owner, email)}`,
      "You're signed in with another address",
    );
    await page.context().clearCookies();
    await carryOver(stage.window, stage.server, member);
    await inspect(page, "/security", "What is asked of you");
    await look(page, "requires a second factor by");
  });
});

test("beside a long address our own words stay whole; a name written the other way round begins where its address does", async () => {
  const { owner, organization, member, home } = await found(names[1]!);
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, owner);
  const email = `${"long.".repeat(10)}address@a-long-domain.example.com`;
  expectStatus(await owner.post(`${organization.path}/invitations`, { email, role: "member" }), 201);
  await page.goto(`${home}/members`);
  const role = page.getByRole("row", { name: /^long/ }).getByRole("cell").first();
  const lines = () =>
    role.evaluate((cell) => {
      const words = document.createRange();
      words.selectNodeContents(cell.firstElementChild!);
      return new Set([...words.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
  await expect.poll(() => role.textContent()).toBe("Member");
  await expect.poll(lines).toBe(1);

  expectStatus(await owner.post(`${organization.path}/members/${member.accountId}/suspend`), 204);
  await page.goto(`${home}/audit-log`);
  const account = page.getByRole("button", { name: /suspended a member/ }).locator(".m-event-account");
  const starts = () =>
    account.evaluate((cell) => {
      const lefts = [...cell.children].map((line) => {
        const words = document.createRange();
        words.selectNodeContents(line);
        return Math.round(words.getBoundingClientRect().left);
      });
      return new Set(lefts).size;
    });
  await expect.poll(starts).toBe(1);

  // Beside times in UTC, a clock of the reader's own says something untrue.
  await page.getByRole("link", { name: /^(?:Verified|Not checked)/ }).click();
  await page.getByRole("dialog").getByText("Latest seal").waitFor();
  expect(await page.getByRole("dialog").innerText()).not.toMatch(/\d\d:\d\d|tree|signed/);

  const free = await createOrganization(owner, { name: "Without rules" });
  await addMember(free, member);
  await page.goto(`/organizations/${free.id}/policies`);
  await page.getByRole("switch", { name: "Require a second factor" }).check();
  await page.getByRole("link", { name: "Review and save" }).click();
  const line = page.getByRole("dialog").getByRole("listitem").filter({ hasText: names[1]!.person });
  expect(await line.evaluate((item) => getComputedStyle(item).direction)).toBe("ltr");
});
