import { gatherBelonging } from "../policies/holdings.ts";
import { findCapture } from "../policies/capture.ts";
import { findActiveConnection } from "../policies/connections.ts";
import { findOrganization } from "../policies/organizations.ts";
import type { View } from "../services.ts";
import type { Account } from "./find-account.ts";

/** Whose identity provider somebody signs in by, so that their own password is of no use for it. */
export interface PasswordManager {
  readonly organization: { readonly id: string; readonly name: string };
  /** Where people change their password there. */
  readonly url: string | null;
}

/** The organization that manages somebody's password; null where it is theirs alone. */
export async function findPasswordManager(
  view: View,
  { id, emailKey }: Pick<Account, "id" | "emailKey">,
): Promise<PasswordManager | null> {
  const { read } = view;
  const capture = await findCapture(read, emailKey, (await gatherBelonging(view, id)).places);
  const [organizationId] = capture === null || capture.isBreakGlass ? [] : capture.organizationIds;
  const organization = organizationId === undefined ? undefined : await findOrganization(read, organizationId);
  if (!organization) return null;
  const connection = await findActiveConnection(read, organization.id);
  return {
    organization: { id: organization.id, name: organization.name },
    url: connection?.managePasswordUrl ?? null,
  };
}
