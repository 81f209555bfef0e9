import { answerOf } from "@mortise/sdk";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import type { MemberItem, Role } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { isOf } from "../app/query-keys.ts";

const pageSize = 50;
const typingMs = 250;

export interface MemberFilter {
  role: Role | "any";
  status: MemberItem["status"] | "any";
  protection: MemberItem["protection"] | "any";
  search: string;
}

export const everyMember: MemberFilter = { role: "any", status: "any", protection: "any", search: "" };

export function isEveryMember({ role, status, protection, search }: MemberFilter): boolean {
  return role === "any" && status === "any" && protection === "any" && search.trim() === "";
}

/** The members the filter lets through, newest first, as far as they were loaded. */
export function useMembers(filter: MemberFilter) {
  const client = useClient();
  const { id: org } = useOrganization();
  const search = useSettled(filter.search.trim());
  const query = queryOf({ ...filter, search });
  return useInfiniteQuery({
    queryKey: ["members", org, query],
    queryFn: ({ pageParam }) => {
      const body = { limit: pageSize, ...query, ...(pageParam !== undefined && { cursor: pageParam }) };
      return answerOf(client.POST("/v1/organizations/{org}/members/search", { params: { path: { org } }, body }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

function queryOf({ role, status, protection, search }: MemberFilter) {
  return {
    ...(role !== "any" && { role }),
    ...(status !== "any" && { status }),
    ...(protection !== "any" && { protection }),
    ...(search !== "" && { search }),
  };
}

/** What is typed, once it rests: not every letter is asked for. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), typingMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}

/** One member, for a dialog about them: asked for anew, so that what is offered fits what they are now. */
export function useMember(account: string) {
  const client = useClient();
  const { id: org } = useOrganization();
  return useQuery({
    queryKey: ["member", org, account],
    queryFn: (): Promise<MemberItem> =>
      answerOf(client.GET("/v1/organizations/{org}/members/{account}", { params: { path: { org, account } } })),
    refetchOnWindowFocus: false,
  });
}

/** Everything that shows who belongs where is asked for again. */
export function useRefreshMembers(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ predicate: isOf("membership") }), [queries]);
}
