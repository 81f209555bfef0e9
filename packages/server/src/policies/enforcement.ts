import type { Reader } from "../database/database.ts";
import type { RequiredSingleSignOn } from "../vocabulary/policies.ts";
import { listActiveOf } from "./connections.sql.ts";
import { findShortPoliciesOf } from "./stored-policies.ts";

/** Whether an organization's people must come through its identity provider. */
export async function isRequired(read: Reader, organizationId: string): Promise<boolean> {
  return (await findRequired(read, organizationId)) !== "none";
}

/** Which of an organization's people must. */
export async function findRequired(read: Reader, organizationId: string): Promise<RequiredSingleSignOn> {
  const set = (await findShortPoliciesOf(read, [organizationId])).get(organizationId);
  return set?.singleSignOn?.value.required ?? "none";
}

/** Whether people must come through this connection: it is required, and there is no other that is switched on. */
export async function isEnforcedBy(
  read: Reader,
  { id, organizationId }: { readonly id: string; readonly organizationId: string },
): Promise<boolean> {
  if (!(await isRequired(read, organizationId))) return false;
  return !(await listActiveOf(read, [organizationId])).some((other) => other.id !== id);
}
