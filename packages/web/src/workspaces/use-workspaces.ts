import { answerOf } from "@mortise/sdk";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Mortise, Workspace } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useNewly } from "../app/newly.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { listed } from "../app/query-view.tsx";
import { useChange, type ChangeOptions } from "../app/use-change.ts";
import { useRefreshMembers } from "../members/use-members.ts";

/** The organization's workspaces, newest first, as far as they were loaded. */
export function useWorkspaces() {
  const client = useClient();
  const { id: org } = useOrganization();
  return useInfiniteQuery({
    queryKey: ["workspaces", org],
    queryFn: ({ pageParam }) => {
      const query = { limit: 100, ...(pageParam !== undefined && { cursor: pageParam }) };
      return answerOf(client.GET("/v1/organizations/{org}/workspaces", { params: { path: { org }, query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** The workspace an address names: null when there is none, undefined while pages of the list are still looked through. */
export function useWorkspace(id: string) {
  const workspaces = useWorkspaces();
  const { hasNextPage, isFetching, fetchNextPage } = workspaces;
  const { data, error, refetch } = listed(workspaces);
  const found = data?.find((each) => each.id === id);
  const goOn = found === undefined && hasNextPage && !isFetching && error === null;
  useEffect(() => {
    if (goOn) void fetchNextPage();
  }, [goOn, fetchNextPage]);
  const known = data !== undefined && !hasNextPage;
  return { workspace: found ?? (known ? null : undefined), error, refetch };
}

/** Who is in a workspace, as far as they were loaded. */
export function useWorkspaceMembers(ws: string) {
  const client = useClient();
  const { id: org } = useOrganization();
  return useInfiniteQuery({
    queryKey: ["workspace-members", org, ws],
    queryFn: ({ pageParam }) => {
      const query = { limit: 50, ...(pageParam !== undefined && { cursor: pageParam }) };
      const params = { path: { org, ws }, query };
      return answerOf(client.GET("/v1/organizations/{org}/workspaces/{ws}/members", { params }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

interface WorkspaceChange<Given, Answer> extends Pick<ChangeOptions<Answer, Given>, "change" | "happened"> {
  onDone: (answer: Answer) => void;
  onError?: ((error: Error) => void) | undefined;
}

/** A change to workspaces; what is shown of them is asked for again. */
function useWorkspaceChange<Answer, Given = void>(options: WorkspaceChange<Given, Answer>) {
  const { change, happened, onDone, onError = () => undefined } = options;
  const refresh = useRefreshMembers();
  return useChange<Answer, Given>({
    change,
    happened,
    onSuccess: async (answer) => {
      onDone(answer);
      await refresh();
    },
    onError,
  });
}

const listOf = async (client: Mortise, org: string): Promise<Workspace[]> =>
  (
    await answerOf(
      client.GET("/v1/organizations/{org}/workspaces", { params: { path: { org }, query: { limit: 100 } } }),
    )
  ).items;

export function useMakeWorkspace(onDone: (made: Workspace) => void) {
  const { id: org } = useOrganization();
  const newly = useNewly((asked) => listOf(asked, org));
  return useWorkspaceChange({
    change: async (client, name: string) => {
      await newly.note(client);
      return answerOf(client.POST("/v1/organizations/{org}/workspaces", { params: { path: { org } }, body: { name } }));
    },
    // Another of that name may have been there before.
    happened: async (asked, name) => (await newly.made(asked)).some((each) => each.name === name),
    onDone,
  });
}

export function useRenameWorkspace(ws: string, onDone: () => void) {
  const { id: org } = useOrganization();
  const params = { path: { org, ws } };
  return useWorkspaceChange({
    change: (client, name: string) =>
      answerOf(client.PATCH("/v1/organizations/{org}/workspaces/{ws}", { params, body: { name } })),
    happened: async (asked, name) => (await listOf(asked, org)).some((each) => each.id === ws && each.name === name),
    onDone,
  });
}

export function useDeleteWorkspace(ws: string, onDone: () => void) {
  const { id: org } = useOrganization();
  const params = { path: { org, ws } };
  return useWorkspaceChange({
    change: (client) => answerOf(client.DELETE("/v1/organizations/{org}/workspaces/{ws}", { params })),
    happened: async (asked) => (await listOf(asked, org)).every((each) => each.id !== ws),
    onDone,
  });
}

const isIn = async (client: Mortise, { org, ws, account }: { org: string; ws: string; account: string }) => {
  const member = await answerOf(
    client.GET("/v1/organizations/{org}/members/{account}", { params: { path: { org, account } } }),
  );
  return member.workspaces.some(({ id }) => id === ws);
};

export function usePutIn(ws: string, onDone: () => void, onError?: (error: Error) => void) {
  const { id: org } = useOrganization();
  return useWorkspaceChange({
    change: (client, account: string) => {
      const params = { path: { org, ws, account } };
      return answerOf(client.PUT("/v1/organizations/{org}/workspaces/{ws}/members/{account}", { params, body: {} }));
    },
    happened: (asked, account) => isIn(asked, { org, ws, account }),
    onDone,
    onError,
  });
}

export function useTakeOut(ws: string, onDone: () => void, onError: (error: Error) => void) {
  const { id: org } = useOrganization();
  return useWorkspaceChange({
    change: (client, account: string) => {
      const params = { path: { org, ws, account } };
      return answerOf(client.DELETE("/v1/organizations/{org}/workspaces/{ws}/members/{account}", { params }));
    },
    happened: async (asked, account) => !(await isIn(asked, { org, ws, account })),
    onDone,
    onError,
  });
}
