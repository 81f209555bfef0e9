import { answerOf } from "@mortise/sdk";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { AccountPolicies, Mortise, Organization, OrganizationDetails } from "./api-types.ts";
import { useRef } from "react";
import { useClient } from "./client.ts";
import { useNewly } from "./newly.ts";

/** The organizations the signed-in person belongs to. */
export function organizationsQuery(client: Mortise) {
  return queryOptions({
    queryKey: ["organizations"],
    queryFn: (): Promise<{ items: Organization[] }> =>
      answerOf(client.GET("/v1/organizations", { params: { query: { limit: 100 } } })),
  });
}

/** Finds the organization a change brought, once its answer got lost: by what there was before, for names need not differ. */
export function useNewlyMine() {
  const { note, made } = useNewly(listMine);
  const found = useRef<Organization>(undefined);
  const isThere = async (client: Mortise, name: string): Promise<boolean> => {
    found.current = (await made(client)).find((each) => each.name === name);
    return found.current !== undefined;
  };
  return { note, isThere, found };
}

async function listMine(client: Mortise): Promise<Organization[]> {
  const found: Organization[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = { limit: 100, ...(cursor !== undefined && { cursor }) };
    const page = await answerOf(client.GET("/v1/organizations", { params: { query } }));
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

/** One organization, with what its plan allows. */
export function organizationQuery(client: Mortise, org: string) {
  return queryOptions({
    queryKey: ["organization", org],
    queryFn: (): Promise<OrganizationDetails> =>
      answerOf(client.GET("/v1/organizations/{org}", { params: { path: { org } } })),
  });
}

/** What organizations hold the signed-in person to. */
export function accountPoliciesQuery(client: Mortise) {
  return queryOptions({
    queryKey: ["account-policies"],
    queryFn: async (): Promise<AccountPolicies | null> => {
      const held = await answerOf(client.GET("/v1/account/policies"));
      // A server from before organizations knows of none.
      return "secondFactor" in held ? held : null;
    },
  });
}

export const useOrganizations = () => useQuery(organizationsQuery(useClient()));
export const useAccountPolicies = () => useQuery(accountPoliciesQuery(useClient()));
