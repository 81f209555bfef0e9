import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { addressOf } from "../../../server/src/addresses.ts";
import type { BreakGlass, Policies } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useMay, useOrganization } from "../app/organization-gate.tsx";

export type Required = NonNullable<Policies["singleSignOn"]>["required"];

/** Who must sign in through a connection; undefined where that isn't known, or not this person's to see. */
export function useRequired(): Required | undefined {
  const client = useClient();
  const { id: org } = useOrganization();
  const { data } = useQuery({
    queryKey: ["policies", org, "values"],
    queryFn: () => answerOf(client.GET("/v1/organizations/{org}/policies", { params: { path: { org } } })),
    enabled: useMay("see-policies"),
  });
  return data && (data.singleSignOn?.required ?? "none");
}

/** Whether anybody must. */
export function useIsRequired(): boolean {
  const required = useRequired();
  return required !== undefined && required !== "none";
}

/** The owners who get in whatever breaks. */
export function usePair() {
  const client = useClient();
  const { id: org } = useOrganization();
  return useQuery<BreakGlass>({
    queryKey: ["policies", org, "break-glass"],
    queryFn: () => answerOf(client.GET("/v1/organizations/{org}/break-glass", { params: { path: { org } } })),
  });
}

/** The policies, at one of their sections. */
export function usePoliciesAt(section: "single-sign-on" | "break-glass") {
  return `${addressOf("policies", { organization: useOrganization().id })}#${section}` as const;
}
