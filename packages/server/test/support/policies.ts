import { setPolicy } from "../../src/policies/stored-policies.ts";
import type { PolicyName, PolicyValues } from "../../src/vocabulary/policies.ts";
import type { TestOrganization } from "./organizations.ts";
import type { TestServer } from "./test-server.ts";

/** Sets policies directly, as if someone had; null takes one off. */
export async function setPolicies(
  { services }: Pick<TestServer, "services">,
  { id: organizationId }: Pick<TestOrganization, "id">,
  values: { readonly [Name in PolicyName]?: PolicyValues[Name] | null },
  workspaceId?: string,
): Promise<void> {
  const where = { scope: workspaceId ?? organizationId, organizationId, setAt: services.now(), setBy: null };
  await services.transact(async ({ tx }) => {
    for (const [name, value] of Object.entries(values))
      await setPolicy(tx, where, name as "passwordPreset", value as never);
  });
}
