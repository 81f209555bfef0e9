import { expect, test } from "vitest";
import { addMember, newMember } from "../../server/test/support/organizations.ts";
import { expectStatus, Person } from "../../server/test/support/person.ts";
import {
  requireBySso,
  signInBySso,
  tryConnection,
  type SsoOrganization,
} from "../../server/test/support/single-sign-on.ts";
import { SoftwareAuthenticator } from "../../server/test/support/software-authenticator.ts";
import { acmeOf, employee, setSsoStage } from "./support/acme.ts";
import { carryOver, expectAccessible } from "./support/browser.ts";
import { look } from "./support/looks.ts";
import { says } from "./support/visitor.ts";

const stage = setSsoStage();

/** Everything that requiring it takes, but the pair: two owners with passkeys, and the owner's own test. */
async function prepared() {
  const acme = await acmeOf(stage);
  const { publicUrl } = stage.server.services.config;
  const second = await newMember(acme, "owner");
  second.name = "Jonas Ahrens";
  expectStatus(await second.call("PATCH", "/v1/account", { name: second.name }), 200);
  await second.bindPasskey(new SoftwareAuthenticator(publicUrl));
  const device = new SoftwareAuthenticator(publicUrl);
  await acme.owner.bindPasskey(device);
  const kim = employee(stage, acme);
  await signInBySso(kim, stage.op, stage.op.user);
  await addMember(acme, await (await new Person(stage.server).signUp()).signIn());
  expectStatus(await acme.owner.stepUpByPasskey(device, "change-policies"), 200);
  return { acme, second, device };
}

const openPolicies = async ({ owner, id }: SsoOrganization) => {
  const { page } = stage.window;
  await carryOver(stage.window, stage.server, owner);
  await page.goto(`/organizations/${id}/policies`);
  await page.getByRole("link", { name: "Open single sign-on" }).waitFor();
  return page;
};

test("the pair and the requirement are saved in one review, the pair first; it says whom it captures and who still gets in", async () => {
  const { acme, second } = await prepared();
  await tryConnection(acme, acme.connectionId);
  const page = await openPolicies(acme);
  await page.getByLabel("Who must use it").selectOption("everyone");
  await says(page, "Choose them below, under Break-glass");
  await page.getByRole("checkbox", { name: new RegExp(acme.owner.email) }).check();
  await page.getByRole("checkbox", { name: new RegExp(second.email) }).check();
  await says(page, "4 members must sign in through the provider.");
  await page.getByRole("link", { name: "Review and save" }).click();
  const review = page.getByRole("dialog", { name: "Review 2 changes" });
  await review.getByText("4 members must sign in through the provider").waitFor();
  await review.getByText("3 of them haven't signed in through it yet.").waitFor();
  await review.getByText(/^\d+ members are signed out$/).waitFor();
  await review.getByText(/^\d+ sessions? ends?\.$/).waitFor();
  await review.getByText(/^If the provider breaks, .*Jonas Ahrens.* still get in with their passkeys\.$/).waitFor();
  await review.getByText("Break-glass is saved first, the rest right after it.").waitFor();
  await look(page, "still get in with their passkeys");
  await review.getByRole("button", { name: "Save changes" }).click();
  await says(page, "Policies saved");
  const { policies, pair } = await standing(acme);
  expect(policies.singleSignOn).toEqual({ required: "everyone" });
  expect(pair).toHaveLength(2);
});

test("where the requirement is refused after the pair was saved, it says so", async () => {
  const { acme, second } = await prepared();
  await tryConnection(acme, acme.connectionId);
  const page = await openPolicies(acme);
  await page.getByLabel("Who must use it").selectOption("everyone");
  await page.getByRole("checkbox", { name: new RegExp(acme.owner.email) }).check();
  await page.getByRole("checkbox", { name: new RegExp(second.email) }).check();
  await page.getByRole("link", { name: "Review and save" }).click();
  const save = page.getByRole("button", { name: "Save changes" });
  await save.waitFor();
  expectStatus(await acme.owner.post(`${acme.connection}/disable`, {}), 200);
  await save.click();
  const review = page.getByRole("dialog", { name: "Review 1 change" });
  await review.getByText("Some of it is saved: Break-glass.").waitFor();
  await expectAccessible(page, "a requirement that is refused after its pair was saved");
  const { policies, pair } = await standing(acme);
  expect(policies.singleSignOn).toBe(null);
  expect(pair).toHaveLength(2);
});

test("a session that break-glass opened says when it ends", async () => {
  const { acme, second, device } = await prepared();
  const { owner, path } = acme;
  const owners = [owner.accountId, second.accountId];
  expectStatus(await owner.call("PUT", `${path}/break-glass`, { owners }), 200);
  await tryConnection(acme, acme.connectionId);
  await requireBySso(acme, "everyone");
  const inside = owner.elsewhere();
  expectStatus(await inside.proveByPasskey(device), 200);
  await carryOver(stage.window, stage.server, inside);
  const { page } = stage.window;
  await page.goto("/sessions");
  const ends = new Date((await inside.get("/v1/session")).body.expiresAt as string).toISOString();
  await page.locator(`.m-banner time[datetime="${ends}"]`).waitFor();
  await look(page, "This session ends on");
  await page.goto("/security");
  await says(page, "Sessions that break-glass opens last an hour.");
});

async function standing({ owner, path }: SsoOrganization) {
  const policies = expectStatus(await owner.get(`${path}/policies`), 200).body;
  const pair = expectStatus(await owner.get(`${path}/break-glass`), 200).body.owners as unknown[];
  return { policies, pair };
}
