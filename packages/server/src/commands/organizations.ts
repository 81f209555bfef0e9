import { Command } from "commander";
import { GroupName } from "../http/schemas.ts";
import { setPlan } from "../organizations/change-organization.ts";
import {
  createForOwner,
  listOrganizationsForOperator,
  showOrganization,
} from "../organizations/operate-organizations.ts";
import { clearPolicy } from "../organizations/policies/clear-policy.ts";
import { isRefusal } from "../problems.ts";
import { type PolicyName, policyNames } from "../vocabulary/policies.ts";
import type { Services } from "../services.ts";
import { CommandError } from "./command-error.ts";
import { connectionsCommand } from "./connections.ts";
import { addList } from "./listing.ts";
import { opened } from "./open.ts";
import { type As, asOption, done, getAccount, operatorOf, say } from "./operator.ts";

/** `mortise organizations …`: what an operator may do to organizations. Each act names the operator in their log. */
export function organizationsCommand(): Command {
  const organizations = new Command("organizations").description("make organizations, look at them, set their plans");
  addList(organizations, {
    of: "organizations",
    searched: "names",
    list: listOrganizationsForOperator,
    line: ({ id, name, plan, createdAt }) => `${id}  ${new Date(createdAt).toISOString()}  ${plan}  ${name}`,
  });
  organizations
    .command("show")
    .argument("<organization>", "its id")
    .description("one organization: its plan, owners, number of members and policies")
    .action(opened(show));
  organizations
    .command("create")
    .argument("<name>", "what it is called")
    .requiredOption("--owner <account>", "id or email address of its first owner, who has an account")
    .addOption(asOption("the log"))
    .description("make an organization")
    .action(opened(create));
  addChanges(organizations);
  organizations.addCommand(connectionsCommand());
  return organizations;
}

// What is done to one that is there.
function addChanges(organizations: Command): void {
  organizations
    .command("set-plan")
    .argument("<organization>", "its id")
    .argument("<plan>", "a name from MORTISE_PLANS")
    .addOption(asOption("the log"))
    .description("give an organization another plan")
    .action(opened(changePlan));
  organizations
    .command("clear-policy")
    .argument("<organization>", "its id")
    .argument("<policy>", `one of ${policyNames.join(", ")}`)
    .option("--workspace <id>", "of this workspace, instead of the whole organization's")
    .addOption(asOption("the log"))
    .description("take a policy off, where it has locked everybody out; its owners are told")
    .action(opened(clear));
}

async function show(services: Services, id: string): Promise<void> {
  const found = await showOrganization(services, id);
  if (!found) throw new CommandError(`There is no organization ${id}.`);
  const { organization, members, owners, policies } = found;
  say(organization.name);
  say(`  id         ${organization.id}`);
  say(`  created    ${new Date(organization.createdAt).toISOString()}`);
  say(`  plan       ${organization.plan}`);
  say(`  time zone  ${organization.timeZone}`);
  say(`  members    ${members} ${members === 1 ? "member" : "members"}`);
  for (const owner of owners) say(`  owner      ${owner.email}  ${owner.id}`);
  for (const { policy, value, setAt, workspace } of policies) {
    const where = workspace ? `  only in the workspace ${workspace.name}, ${workspace.id}` : "";
    say(`  policy     ${policy}  since ${new Date(setAt).toISOString()}${where}`);
    say(`             ${JSON.stringify(value)}`);
  }
  if (policies.length === 0) say("  policies   none are set");
}

async function create(services: Services, name: string, options: As & { owner: string }): Promise<void> {
  const given = GroupName.safeParse(name);
  if (!given.success) throw new CommandError(given.error.issues[0]?.message ?? "This is not a name.");
  const account = await getAccount(services, options.owner, " Its owner signs up first.");
  const made = await createForOwner(services, operatorOf(options), { name: given.data, ownerId: account.id });
  if (isRefusal(made)) throw new CommandError(made.detail ?? "No organization was made.");
  say(`Made ${made.name}, owned by ${account.email}: ${made.id}`);
}

async function changePlan(services: Services, organizationId: string, plan: string, options: As): Promise<void> {
  const refused = await setPlan(services, { actor: operatorOf(options) }, { organizationId, plan });
  if (isRefusal(refused))
    throw new CommandError(
      ("errors" in refused ? refused.errors[0]?.detail : undefined) ?? `There is no organization ${organizationId}.`,
    );
  say(`${organizationId} is on the ${plan} plan now.`);
}

async function clear(
  services: Services,
  organizationId: string,
  policy: string,
  options: As & { workspace?: string },
): Promise<void> {
  if (!(policyNames as readonly string[]).includes(policy))
    throw new CommandError(`There is no policy ${policy}. There are ${policyNames.join(", ")}.`);
  const { workspace } = options;
  const clearing = { organizationId, workspaceId: workspace ?? null, policy: policy as PolicyName };
  done(await clearPolicy(services, operatorOf(options), clearing), "Nothing was changed.");
  say(`${policy} is off in ${workspace ?? organizationId}. It holds at everybody's next request; the owners are told.`);
}
