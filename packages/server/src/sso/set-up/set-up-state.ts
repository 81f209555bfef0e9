import { type Domain, listDomains } from "../../policies/domains.ts";
import { findOrganization } from "../../policies/organizations.ts";
import { refuse, type Refusal } from "../../problems.ts";
import type { Services } from "../../services.ts";
import { type ConnectionListing, listConnectionsOf } from "../connections/list-connections.ts";
import type { LinkHolder } from "./link-steward.ts";
import { type NamedLink, nameLink, type SetupLink } from "./setup-links.ts";

/** What whoever holds a link sees: how far it is. */
export interface SetUpState {
  readonly organization: { readonly name: string };
  readonly link: NamedLink;
  readonly domains: readonly Domain[];
  /** The connection that is set up: the newest. */
  readonly connection: ConnectionListing | null;
}

const mostDomains = 100;

export async function describeSetUp(
  services: Services,
  { organizationId, link }: LinkHolder,
): Promise<SetUpState | Refusal<"link-invalid">> {
  const { read } = services;
  const organization = await findOrganization(read, organizationId);
  if (!organization) return refuse("link-invalid");
  const isFor = (intent: SetupLink["intents"][number]): boolean => link.intents.includes(intent);
  const domains = isFor("domains") ? await listDomains(read, { organizationId, limit: mostDomains }) : [];
  const seesConnection = isFor("sso") || isFor("certificate");
  const [connection = null] = seesConnection ? await listConnectionsOf(services, organizationId) : [];
  return { organization: { name: organization.name }, link: await nameLink(read, link), domains, connection };
}
