import { hostname, userInfo } from "node:os";
import { Command } from "commander";
import { findAccountForOperator } from "../accounts/operate-accounts.ts";
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
import { openForCommand } from "./open.ts";

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const me = (): string => `${userInfo().username}@${hostname()}`;

/** `mortise organizations …`: what an operator may do to organizations. Each act names the operator in their log. */
export function organizationsCommand(): Command {
  const organizations = new Command("organizations").description("make organizations, look at them, set their plans");
  organizations
    .command("list")
    .description("organizations, newest first")
    .option("--search <text>", "only names that hold this text")
    .option("--limit <n>", "at most so many", "50")
    .option("--before <id>", "only organizations older than this one")
    .action((options: { search?: string; limit: string; before?: string }) =>
      openForCommand((services) => list(services, options)),
    );
  organizations
    .command("show")
    .argument("<organization>", "its id")
    .description("one organization: its plan, owners, number of members and policies")
    .action((id: string) => openForCommand((services) => show(services, id)));
  organizations
    .command("create")
    .argument("<name>", "what it is called")
    .requiredOption("--owner <account>", "id or email address of its first owner, who has an account")
    .option("--as <name>", "who you are, for the log", me())
    .description("make an organization")
    .action((name: string, options: { owner: string; as: string }) =>
      openForCommand((services) => create(services, name, options)),
    );
  addChanges(organizations);
  return organizations;
}

// What is done to one that is there.
function addChanges(organizations: Command): void {
  organizations
    .command("set-plan")
    .argument("<organization>", "its id")
    .argument("<plan>", "a name from MORTISE_PLANS")
    .option("--as <name>", "who you are, for the log", me())
    .description("give an organization another plan")
    .action((organizationId: string, plan: string, { as }: { as: string }) =>
      openForCommand((services) => changePlan(services, { organizationId, plan, as })),
    );
  organizations
    .command("clear-policy")
    .argument("<organization>", "its id")
    .argument("<policy>", `one of ${policyNames.join(", ")}`)
    .option("--workspace <id>", "of this workspace, instead of the whole organization's")
    .option("--as <name>", "who you are, for the log", me())
    .description("take a policy off, where it has locked everybody out; its owners are told")
    .action((organizationId: string, policy: string, options: { workspace?: string; as: string }) =>
      openForCommand((services) => clear(services, { organizationId, policy, ...options })),
    );
}

async function list(
  services: Services,
  { search, limit, before }: { search?: string; limit: string; before?: string },
): Promise<void> {
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1 || most > 1000)
    throw new CommandError("--limit must be a whole number from 1 to 1000.");
  const found = await listOrganizationsForOperator(services, { search, before, limit: most });
  for (const { id, name, plan, createdAt } of found)
    say(`${id}  ${new Date(createdAt).toISOString()}  ${plan}  ${name}`);
  if (found.length === 0) say("No organizations.");
  if (found.length === most) say(`More: --before ${found.at(-1)?.id ?? ""}`);
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

async function create(services: Services, name: string, { owner, as }: { owner: string; as: string }): Promise<void> {
  const given = GroupName.safeParse(name);
  if (!given.success) throw new CommandError(given.error.issues[0]?.message ?? "This is not a name.");
  const account = await findAccountForOperator(services, owner);
  if (!account) throw new CommandError(`There is no account ${owner}. Its owner signs up first.`);
  const operator = { kind: "operator", id: as } as const;
  const made = await createForOwner(services, operator, { name: given.data, ownerId: account.id });
  say(`Made ${made.name}, owned by ${account.email}: ${made.id}`);
}

async function changePlan(
  services: Services,
  { organizationId, plan, as }: { organizationId: string; plan: string; as: string },
): Promise<void> {
  const refused = await setPlan(services, { actor: { kind: "operator", id: as } }, { organizationId, plan });
  if (isRefusal(refused))
    throw new CommandError(
      ("errors" in refused ? refused.errors[0]?.detail : undefined) ?? `There is no organization ${organizationId}.`,
    );
  say(`${organizationId} is on the ${plan} plan now.`);
}

async function clear(
  services: Services,
  { organizationId, policy, workspace, as }: { organizationId: string; policy: string; workspace?: string; as: string },
): Promise<void> {
  if (!(policyNames as readonly string[]).includes(policy))
    throw new CommandError(`There is no policy ${policy}. There are ${policyNames.join(", ")}.`);
  const operator = { kind: "operator", id: as } as const;
  const clearing = { organizationId, workspaceId: workspace ?? null, policy: policy as PolicyName };
  const refused = await clearPolicy(services, operator, clearing);
  if (isRefusal(refused)) throw new CommandError(refused.detail ?? "Nothing was changed.");
  say(`${policy} is off in ${workspace ?? organizationId}. It holds at everybody's next request; the owners are told.`);
}
