import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { addMember, addWorkspaceWith, newMember } from "../../server/test/support/organizations.ts";
import { setPolicies } from "../../server/test/support/policies.ts";
import { carryOver, closeClean, openWindow } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { saveCodes } from "./support/passkey-steps.ts";
import { setOrganizationStage } from "./support/stage.ts";
import { bindShown, confirm, enterEmail, enterPassword, says } from "./support/visitor.ts";

const stage = setOrganizationStage({ MORTISE_DEFAULT_PLAN: "enterprise", MORTISE_TRUSTED_PROXIES: "127.0.0.1/32" });

async function openPolicies(): Promise<Page> {
  await carryOver(stage.window, stage.server, stage.owner);
  await stage.window.page.goto("/security");
  await stage.window.page.getByRole("link", { name: "Policies" }).click();
  await stage.window.page.getByRole("heading", { name: "Policies", level: 1 }).waitFor();
  await stage.window.page.getByRole("heading", { name: "IP allowlist" }).waitFor();
  return stage.window.page;
}

const saveBar = (page: Page) => page.getByRole("region", { name: "Unsaved changes" });

async function saveReviewed(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save changes" }).click();
  const saved = page.getByText("Policies saved");
  const asked = page.getByRole("dialog", { name: "Confirm it's you" });
  await saved.or(asked).first().waitFor();
  if (await asked.isVisible()) await confirm(page, stage.owner);
  await saved.waitFor();
}

test("an admin requires a second factor and sees whom it asks; a member meets the banner, then binds, and goes on", async () => {
  const member = await newMember(stage.organization);
  member.name = "Maya Wrenholt";
  const page = await openPolicies();
  await page.getByRole("switch", { name: "Require a second factor" }).check();
  await page.getByLabel("Grace period").selectOption("7 days");
  await says(page, /1 must act by/);
  await saveBar(page).getByText("Second factor").waitFor();
  await page.getByRole("link", { name: "Review and save" }).click();
  const review = page.getByRole("dialog", { name: "Review 1 change" });
  await review.getByText("1 member must set up a second factor").waitFor();
  await review.getByText(/^Maya Wrenholt, by /).waitFor();
  await saveReviewed(page);
  await saveBar(page).waitFor({ state: "detached" });

  const theirs = await openWindow(stage.browser, stage.server);
  await carryOver(theirs, stage.server, member);
  await theirs.page.goto("/sessions");
  await says(theirs.page, /Larkfield Studio requires a second factor by/);
  stage.server.clock.advance(9 * 24 * 3600);
  await theirs.page.context().clearCookies();
  await theirs.page.goto("/sessions");
  await enterEmail(theirs.page, member.email);
  await enterPassword(theirs.page, member.password);
  await says(theirs.page, "Set up a second factor to go on");
  await says(theirs.page, "Larkfield Studio requires a second factor.");
  await theirs.page
    .getByRole("button", { name: "Authenticator app" })
    .or(theirs.page.getByRole("link", { name: "Authenticator app" }))
    .click();
  await bindShown(theirs.page, stage.server, "Phone");
  await saveCodes(theirs.page);
  await theirs.page.getByRole("heading", { name: "Sessions and sign-in history" }).waitFor();
  await expect.poll(() => new URL(theirs.page.url()).pathname).toBe("/sessions");
  await closeClean(theirs);
});

test("an allowlist is edited, and the current address guarded", async () => {
  stage.owner.headers["x-forwarded-for"] = "203.0.113.24";
  await stage.owner.signIn();
  await stage.window.context.setExtraHTTPHeaders({ "x-forwarded-for": "203.0.113.24" });
  const page = await openPolicies();
  await page.getByRole("switch", { name: "Limit access to these addresses" }).check();
  const first = page.getByLabel("Address or range 1", { exact: true });
  await first.fill("2001:db8:4f::/148");
  await says(page, "Did you mean /14?");
  await says(page, "Fix 1 problem in the IP allowlist to save");
  await expect.poll(() => page.getByRole("button", { name: "Review and save" }).isDisabled()).toBe(true);
  await first.fill("192.0.2.0/26");
  await says(page, "You'd lock yourself out");
  await expect.poll(() => page.getByRole("button", { name: "Review and save" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Add my IP" }).click();
  await says(page, /Your current IP, .* is included/);
  await page.getByRole("link", { name: "Review and save" }).click();
  await page.getByRole("dialog").getByText("2 ranges").waitFor();
  await saveReviewed(page);
  await page.reload();
  await page.getByLabel("Address or range 2", { exact: true }).waitFor();
  await expect.poll(() => page.getByLabel("Address or range 2", { exact: true }).inputValue()).toBe("203.0.113.24");
  await stage.window.context.setExtraHTTPHeaders({ "x-forwarded-for": "198.51.100.7" });
  await page.reload();
  await says(page, "Your network isn't on the organization's list");
  await page.getByRole("link", { name: "Go to Security" }).click();
  await page.getByRole("heading", { name: "Security", level: 1 }).waitFor();
});

test("a workspace gets limits of its own, and leaving without saving is asked about", async () => {
  await addWorkspaceWith(stage.organization, "Finance", [stage.owner]);
  const page = await openPolicies();
  await page.getByRole("button", { name: "Add workspace rule" }).click();
  await page.getByRole("button", { name: "Add rule" }).click();
  await page.getByLabel("Finance: sign out when idle for").selectOption("15 minutes");
  await page.getByRole("link", { name: "Security", exact: true }).click();
  const leaving = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await leaving.getByRole("button", { name: "Keep editing" }).click();
  await page.goBack();
  await leaving.getByRole("button", { name: "Keep editing" }).click();
  await expect.poll(() => page.getByLabel("Finance: sign out when idle for").inputValue()).toBe("900");
  await page.getByRole("link", { name: "Review and save" }).click();
  await page.getByRole("dialog").getByText("Session timeouts in Finance").waitFor();
  await saveReviewed(page);
  await page.getByRole("button", { name: "Remove rule for Finance" }).click();
  await saveBar(page).getByText("Session timeouts in Finance").waitFor();
  await saveBar(page).getByRole("button", { name: "Discard" }).click();
  await page.getByLabel("Finance: sign out when idle for").waitFor();
});

test("what one's role can't open is not there", async () => {
  const member = await newMember(stage.organization);
  await carryOver(stage.window, stage.server, member);
  const { page } = stage.window;
  await page.goto("/security");
  await page.getByRole("heading", { name: "How you sign in" }).waitFor();
  await expect.poll(() => page.getByRole("link", { name: "Policies" }).count()).toBe(0);
  await page.goto(`/organizations/${stage.organization.id}/policies`);
  await says(page, "There's no page here");
  await page.goto("/organizations/org_01h455vb4pex5vsknk084sn02q/policies");
  await says(page, "There's no page here");
});

test("a factor an organization asks for stays, and the dialog says whose rule that is", async () => {
  await setPolicies(stage.server, stage.organization, { secondFactor: { required: "two-factor", graceDays: 14 } });
  const page = stage.window.page;
  await carryOver(stage.window, stage.server, await stage.owner.signIn());
  await page.goto("/security");
  await says(page, "What is asked of you");
  await page.getByRole("button", { name: "Actions for Phone" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove authenticator" }).click();
  await says(page, "You need to keep this one");
  await says(page, /Larkfield Studio requires a second factor, so you'll always need to keep one/);
});

test("an auditor reads the organization's log and nothing else of it", async () => {
  const auditor = await protectedPerson(stage.server);
  await addMember(stage.organization, auditor, "auditor");
  await setPolicies(stage.server, stage.organization, { auditRetentionDays: 365 });
  await carryOver(stage.window, stage.server, await auditor.signIn());
  const { page } = stage.window;
  await page.goto("/security");
  await page.getByRole("link", { name: "Audit log" }).click();
  await says(page, /created the organization/);
  await expect.poll(() => page.getByRole("link", { name: "Policies" }).count()).toBe(0);
  await page.getByRole("radio", { name: "Only me" }).check();
  await says(page, /Remove filter|Account:/);
});
