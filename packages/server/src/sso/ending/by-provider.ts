import type { Connection } from "../../policies/connections.ts";

/** What events say of what an identity provider did. */
export function byProvider({ id, organizationId }: Pick<Connection, "id" | "organizationId">) {
  return { actor: { kind: "identity-provider", id } as const, organizationId };
}
