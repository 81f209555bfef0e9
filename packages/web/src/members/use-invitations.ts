import { answerOf } from "@mortise/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { InvitationItem, Role } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useOneChange } from "../app/use-one-change.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { useToast } from "../parts/toast.tsx";
import { invitationsText, takeBackText } from "./invitation-strings.ts";
import { useRefreshMembers } from "./use-members.ts";

/** Invitations nobody answered yet, newest first, as far as they were loaded. */
export function useInvitations() {
  const client = useClient();
  const { id: org } = useOrganization();
  return useInfiniteQuery({
    queryKey: ["invitations", org],
    queryFn: ({ pageParam }) => {
      const query = { limit: 100, ...(pageParam !== undefined && { cursor: pageParam }) };
      return answerOf(client.GET("/v1/organizations/{org}/invitations", { params: { path: { org }, query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export interface Invite {
  email: string;
  role: Role;
}

export function useInvite(onDone?: () => void) {
  const client = useClient();
  const { id: org } = useOrganization();
  const refresh = useRefreshMembers();
  const toast = useToast();
  return useOneChange({
    mutationFn: (body: Invite) =>
      answerOf(client.POST("/v1/organizations/{org}/invitations", { params: { path: { org } }, body })),
    onSuccess: async (_answer, { email }) => {
      onDone?.();
      await refresh();
      toast({ title: invitationsText.invited(email) });
    },
  });
}

export function useTakeBack({ id, email }: InvitationItem, onDone: () => void) {
  const client = useClient();
  const { id: org } = useOrganization();
  const refresh = useRefreshMembers();
  const toast = useToast();
  return useOneChange({
    mutationFn: () =>
      answerOf(client.DELETE("/v1/organizations/{org}/invitations/{id}", { params: { path: { org, id } } })),
    onSuccess: async () => {
      onDone();
      await refresh();
      toast({ title: takeBackText.done(email) });
    },
  });
}
