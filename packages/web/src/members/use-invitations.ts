import { answerOf } from "@mortise/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { InvitationItem, Mortise, Role } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useNewly } from "../app/newly.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { useToast } from "../parts/toast.tsx";
import { invitationsText, takeBackText } from "./invitation-strings.ts";
import { useRefreshMembers } from "./use-members.ts";
import { useChange } from "../app/use-change.ts";

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

const waiting = async (client: Mortise, org: string): Promise<InvitationItem[]> =>
  (
    await answerOf(
      client.GET("/v1/organizations/{org}/invitations", { params: { path: { org }, query: { limit: 100 } } }),
    )
  ).items;

export interface Invite {
  email: string;
  role: Role;
}

export function useInvite(onDone?: () => void) {
  const { id: org } = useOrganization();
  const refresh = useRefreshMembers();
  const toast = useToast();
  const newly = useNewly((asked) => waiting(asked, org));
  return useChange({
    change: async (client, body: Invite) => {
      await newly.note(client);
      return answerOf(client.POST("/v1/organizations/{org}/invitations", { params: { path: { org } }, body }));
    },
    // Inviting again makes another: one that waited before is not taken for it.
    happened: async (asked, { email, role }) =>
      (await newly.made(asked)).some((each) => each.email.toLowerCase() === email.toLowerCase() && each.role === role),
    onSuccess: async (_answer, { email }) => {
      onDone?.();
      await refresh();
      toast({ title: invitationsText.invited(email) });
    },
  });
}

export function useTakeBack({ id, email }: InvitationItem, onDone: () => void) {
  const { id: org } = useOrganization();
  const refresh = useRefreshMembers();
  const toast = useToast();
  return useChange({
    change: (client) =>
      answerOf(client.DELETE("/v1/organizations/{org}/invitations/{id}", { params: { path: { org, id } } })),
    happened: async (asked) => (await waiting(asked, org)).every((each) => each.id !== id),
    onSuccess: async () => {
      onDone();
      await refresh();
      toast({ title: takeBackText.done(email) });
    },
  });
}
