import { describe, test } from "vitest";
import { addWorkspaceWith, createOrganization, newMember } from "../../server/test/support/organizations.ts";
import { setPolicies } from "../../server/test/support/policies.ts";
import { carryOver, closeClean, openWindow } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { inspect, look, looks } from "./support/looks.ts";
import { setBareStage } from "./support/stage.ts";

const stage = setBareStage({ MORTISE_DEFAULT_PLAN: "enterprise" });

const list = { enabled: true, entries: [{ cidr: "127.0.0.0/8", label: "London office" }], adminEntries: null };

describe.each(looks.map(([name, options]) => ({ name, options })))("in $name", ({ options }) => {
  test("the policies, what is wrong with them and the review are accessible and fit", async () => {
    const owner = await (await protectedPerson(stage.server, "Phone")).signIn();
    const organization = await createOrganization(owner, { name: "Larkfield Studio" });
    await newMember(organization);
    const finance = await addWorkspaceWith(organization, "Finance", [owner]);
    await setPolicies(stage.server, organization, {
      ipAllowlist: list,
      stepUp: { windowSeconds: 300, strength: "any" },
    });
    await setPolicies(stage.server, organization, { session: { idleSeconds: 1800, absoluteSeconds: 43_200 } }, finance);
    const window = await openWindow(stage.browser, stage.server, options);
    const { page } = window;
    await carryOver(window, stage.server, owner);
    const home = `/organizations/${organization.id}/policies`;
    await inspect(page, home, "Finance");
    await page.getByRole("switch", { name: "Require a second factor" }).check();
    await look(page, "1 must act by");
    await page.getByRole("link", { name: "Review and save" }).click();
    await look(page, "1 member must set up a second factor");
    await page.getByRole("button", { name: "Keep editing" }).click();
    await page.getByLabel("Address or range 1", { exact: true }).fill("192.0.2.0/26");
    await look(page, "You'd lock yourself out");
    await page.getByLabel("Address or range 1", { exact: true }).fill("192.0.2.0/260");
    await look(page, "Did you mean /26?");
    await page.getByRole("button", { name: "Add workspace rule" }).click();
    await look(page, "There's no workspace without a rule.");
    await closeClean(window);
  });

  test("a plan without them says so where the controls are", async () => {
    const owner = await (await protectedPerson(stage.server, "Phone")).signIn();
    const organization = await createOrganization(owner, { name: "Larkfield Studio", plan: "free" });
    const window = await openWindow(stage.browser, stage.server, options);
    const { page } = window;
    await carryOver(window, stage.server, owner);
    await inspect(page, `/organizations/${organization.id}/policies`, "Not part of the free plan.");
    await page.getByRole("button", { name: "What to do" }).first().click();
    await look(page, "ask the people who run this service");
    await inspect(page, `/organizations/${organization.id}/audit-log`, "created the organization");
    await page.getByRole("button", { name: "Export" }).click();
    await look(page, "Exports aren't part of the free plan.");
    await closeClean(window);
  });

  test("the audit log and a change's details are accessible and fit", async () => {
    const owner = await (await protectedPerson(stage.server, "Phone")).signIn();
    const name = "Larkfield Studio for Architecture, Interiors, Landscape and All That Is Between";
    const organization = await createOrganization(owner, { name });
    await owner.call("PUT", `${organization.path}/policies`, {
      secondFactor: { required: "two-factor", graceDays: 14 },
    });
    const window = await openWindow(stage.browser, stage.server, options);
    const { page } = window;
    await carryOver(window, stage.server, owner);
    await inspect(page, `/organizations/${organization.id}/audit-log`, "changed the required second factor");
    await page.locator(".m-event-row").filter({ hasText: "changed the required" }).click();
    await look(page, "secondFactor.graceDays: 14");
    await page.getByRole("radio", { name: "Only me" }).check();
    await look(page, "Clear all");
    await inspect(page, `/organizations/${organization.id}/audit-log/protection`, "mortise verify FILE --key KEY");
    await closeClean(window);
  });

  test("the page that asks for a workspace's fresh proof is accessible and fits", async () => {
    const owner = await (await protectedPerson(stage.server)).signIn();
    const organization = await createOrganization(owner, { name: "Larkfield Studio" });
    const finance = await addWorkspaceWith(organization, "Finance", [owner]);
    await setPolicies(stage.server, organization, { session: { idleSeconds: 60, absoluteSeconds: 3600 } }, finance);
    const window = await openWindow(stage.browser, stage.server, options);
    const { page } = window;
    await carryOver(window, stage.server, owner);
    stage.server.clock.advance(61);
    await inspect(page, `/go-on?organization=${organization.id}&workspace=${finance}`, "Confirm it's you");
    await page.getByRole("button", { name: "Cancel" }).click();
    await look(page, "The workspace Finance of Larkfield Studio asks for a fresh sign-in");
    await inspect(page, `/go-on?organization=${organization.id}&workspace=wksp_none`, "You can't go on there");
    await closeClean(window);
  });

  test("the banner, what is asked, and the page that binds are accessible and fit", async () => {
    const owner = await (await protectedPerson(stage.server, "Phone")).signIn();
    const organization = await createOrganization(owner, { name: "Larkfield Studio" });
    const member = await newMember(organization);
    await setPolicies(stage.server, organization, { secondFactor: { required: "two-factor", graceDays: 7 } });
    const window = await openWindow(stage.browser, stage.server, options);
    const { page } = window;
    await carryOver(window, stage.server, member);
    await inspect(page, "/security", "What is asked of you");
    await look(page, "Larkfield Studio requires a second factor by");
    await setPolicies(stage.server, organization, { secondFactor: { required: "two-factor", graceDays: 0 } });
    await inspect(page, "/security", "Set up a second factor to go on");
    await page.getByRole("link", { name: "Authenticator app" }).click();
    await look(page, "Scan this code");
    await closeClean(window);
  });
});
