import { describe, test } from "vitest";
import {
  addMember,
  addWorkspaceWith,
  createOrganization,
  invitationToken,
} from "../../server/test/support/organizations.ts";
import { expectStatus, Person } from "../../server/test/support/person.ts";
import { setPolicies } from "../../server/test/support/policies.ts";
import { carryOver, closeClean, openWindow } from "./support/browser.ts";
import { protectedPerson } from "./support/hosted.ts";
import { inspect, look, looks } from "./support/looks.ts";
import { setBareStage } from "./support/stage.ts";

const stage = setBareStage();

async function studio() {
  const owner = await (await protectedPerson(stage.server, "Phone")).signIn();
  const organization = await createOrganization(owner, { name: "Larkfield Studio" });
  const iris = new Person(stage.server);
  iris.name = "Iris Calder";
  await (await iris.signUp()).signIn();
  await addMember(organization, iris, "admin");
  const finance = await addWorkspaceWith(organization, "Finance", [iris]);
  await setPolicies(stage.server, organization, { secondFactor: { required: "two-factor", graceDays: 14 } });
  return { owner, organization, iris, finance, home: `/organizations/${organization.id}` };
}

describe.each(looks.map(([name, options]) => ({ name, options })))("in $name", ({ options }) => {
  test("members, what is done to them and invitations are accessible and fit", async () => {
    const { owner, organization, iris, home } = await studio();
    const invitation = { email: `someone.with.a.long.address.${Date.now()}@example.com`, role: "auditor" };
    expectStatus(await owner.post(`${organization.path}/invitations`, invitation), 201);
    const window = await openWindow(stage.browser, stage.server, options);
    const { page } = window;
    await carryOver(window, stage.server, owner);
    await inspect(page, `${home}/members`, "Must set up a second factor by");
    await look(page, "Waiting");
    await page.getByRole("button", { name: "Actions for Iris Calder" }).click();
    await look(page, "Make owner in my place");
    await inspect(page, `${home}/members/${iris.accountId}/role`, "Reads and exports the audit log, nothing else.");
    await inspect(page, `${home}/members/${iris.accountId}/suspend`, "Suspend Iris Calder?");
    await inspect(page, `${home}/members/invite`, "They join with an account of this address");
    await inspect(page, `${home}/members/settings`, "Deadlines, such as the last day");
    await closeClean(window);
  });

  test("workspaces, one's organizations and a suspended place are accessible and fit", async () => {
    const { owner, organization, iris, finance, home } = await studio();
    const window = await openWindow(stage.browser, stage.server, options);
    const { page } = window;
    await carryOver(window, stage.server, owner);
    await inspect(page, `${home}/workspaces`, "1 member");
    await inspect(page, `${home}/workspaces/new`, "Create workspace");
    await inspect(page, `${home}/workspaces/${finance}/delete`, "Its policies stop holding");
    await inspect(page, `${home}/workspaces/${finance}`, "Iris Calder");
    await inspect(page, `${home}/workspaces/${finance}/add`, "Add members to Finance");
    await look(page, "Added");
    await inspect(page, "/account", "Owner, free plan");
    await inspect(page, `/account/organizations/${organization.id}/leave`, "Leave Larkfield Studio?");
    await inspect(page, "/account/organizations/new", "You'll be its owner.");
    expectStatus(await owner.post(`${organization.path}/members/${iris.accountId}/suspend`, {}), 204);
    await page.context().clearCookies();
    await carryOver(window, stage.server, iris);
    await inspect(page, `${home}/suspended`, "You're suspended in Larkfield Studio");
    await closeClean(window);
  });

  test("an invitation is accessible and fits, whoever opens it", async () => {
    const { owner, organization } = await studio();
    const email = `someone.${Date.now()}.${options.colorScheme}@example.com`;
    expectStatus(await owner.post(`${organization.path}/invitations`, { email, role: "admin" }), 201);
    const path = `/invitation#token=${await invitationToken(owner, email)}`;
    const window = await openWindow(stage.browser, stage.server, options);
    const { page } = window;
    await inspect(page, path, "Sign in to join");
    await page.getByRole("link", { name: "Create an account to join" }).click();
    await look(page, "The address your invitation was sent to.");
    await carryOver(window, stage.server, owner);
    await inspect(page, path, "You're signed in with another address");
    await inspect(page, "/invitation#token=never", "This invitation doesn't work any more");
    await closeClean(window);
  });
});
