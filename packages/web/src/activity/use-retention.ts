import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useClient } from "../app/client.ts";
import { useMay, useOrganization } from "../app/organization-gate.tsx";

/** For how many days the organization's log can be read: as its policy says, never longer than its plan. */
export function useRetentionDays(): number {
  const client = useClient();
  const { id, allows } = useOrganization();
  const policies = useQuery({
    queryKey: ["policies", id],
    queryFn: () => answerOf(client.GET("/v1/organizations/{org}/policies", { params: { path: { org: id } } })),
    enabled: useMay("see-policies"),
  });
  return Math.min(policies.data?.auditRetentionDays ?? allows.auditRetentionDays, allows.auditRetentionDays);
}
