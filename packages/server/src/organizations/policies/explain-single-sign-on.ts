import { findCapture } from "../../policies/capture.ts";
import { findActiveConnection } from "../../policies/connections.ts";
import { findOrganization } from "../../policies/organizations.ts";
import { findShortPoliciesOf } from "../../policies/stored-policies.ts";
import type { Source } from "../../rules/policies/held/held-policies.ts";
import type { Person } from "../../sessions/caller.ts";
import type { View } from "../../services.ts";
import { whySingleSignOn } from "./policy-reasons.ts";
import type { Told } from "./told.ts";

/** Whether somebody must come by an identity provider, and where they manage their password then. */
export interface ToldSingleSignOn {
  readonly required: boolean;
  readonly managePasswordUrl: string | null;
}

/** Tells somebody through whom they must sign in, if they must. */
export async function explainSingleSignOn(
  { read }: Pick<View, "read">,
  { account, holding }: Pick<Person, "account" | "holding">,
): Promise<Told<ToldSingleSignOn>> {
  const capture = await findCapture(read, account.email, holding.places);
  const [id] = capture?.organizationIds ?? [];
  const organization = id === undefined ? undefined : await findOrganization(read, id);
  if (!organization)
    return { value: { required: false, managePasswordUrl: null }, source: null, why: whySingleSignOn(null) };
  const [set, connection] = await Promise.all([
    findShortPoliciesOf(read, [organization.id]),
    findActiveConnection(read, organization.id),
  ]);
  const since = set.get(organization.id)?.singleSignOn?.setAt ?? 0;
  const source: Source = { organization: { id: organization.id, name: organization.name }, workspace: null, since };
  const value = { required: true, managePasswordUrl: connection?.managePasswordUrl ?? null };
  return { value, source, why: whySingleSignOn(source) };
}
