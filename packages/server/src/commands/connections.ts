import { Command } from "commander";
import type { StoredConnection } from "../policies/connections.ts";
import { disableForOperator, listConnectionsForOperator, showConnection } from "../sso/operate-connections.ts";
import type { Services } from "../services.ts";
import { CommandError } from "./command-error.ts";
import { opened } from "./open.ts";
import { type As, asOption, done, operatorOf, say } from "./operator.ts";

/** `mortise organizations connections …`: how an organization's people come in from its identity provider. */
export function connectionsCommand(): Command {
  const connections = new Command("connections").description("connections to organizations' identity providers");
  connections
    .command("list")
    .argument("<organization>", "its id")
    .description("the connections of an organization, newest first")
    .action(opened(list));
  connections
    .command("show")
    .argument("<connection>", "its id")
    .description("one connection: what it trusts, its certificates, what went wrong last")
    .action(opened(show));
  connections
    .command("disable")
    .argument("<connection>", "its id")
    .addOption(asOption("the organization's log"))
    .description("switch a connection off and sign out whoever came by it; its owners are told")
    .action(opened(disable));
  return connections;
}

const instant = (at: number | null): string => (at === null ? "never" : new Date(at).toISOString());

const line = ({ id, kind, status, lastSignInAt, name }: StoredConnection): string =>
  `${id}  ${kind}  ${status}  last sign-in ${instant(lastSignInAt)}  ${name}`;

async function list(services: Services, organizationId: string): Promise<void> {
  const all = await listConnectionsForOperator(services, organizationId);
  if (!all) throw new CommandError(`There is no organization ${organizationId}.`);
  for (const connection of all) say(line(connection));
  if (all.length === 0) say("There are none.");
}

async function show(services: Services, id: string): Promise<void> {
  const found = await showConnection(services, id);
  if (!found) throw new CommandError(`There is no connection ${id}.`);
  const { connection, isRequired, certificates, failures } = found;
  const { configuration, name, organizationId, status, jit, trustSecondFactor, lastSignInAt } = connection;
  say(name);
  say(`  id             ${id}`);
  say(`  organization   ${organizationId}`);
  say(`  protocol       ${configuration.kind === "oidc" ? "OpenID Connect" : "SAML 2.0"}`);
  say(`  provider       ${configuration.kind === "oidc" ? configuration.issuer : configuration.entityId}`);
  say(`  status         ${status}${isRequired ? ", and single sign-on is required" : ""}`);
  say(`  accounts made  ${jit}`);
  say(`  second factor  ${trustSecondFactor}`);
  say(`  last sign-in   ${instant(lastSignInAt)}`);
  for (const { fingerprint, notAfter } of certificates)
    say(`  certificate    ${fingerprint.slice(0, 16)}…  until ${instant(notAfter)}`);
  for (const { id: trace, at, reason, checks } of failures)
    say(`  failed         ${instant(at)}  ${trace}  ${reason}: ${checks[0]?.fix ?? ""}`);
}

async function disable(services: Services, id: string, options: As): Promise<void> {
  const { name, ended } = done(await disableForOperator(services, operatorOf(options), id));
  say(`${name} is off. ${ended} ${ended === 1 ? "person was" : "people were"} signed out; the owners are told.`);
}
