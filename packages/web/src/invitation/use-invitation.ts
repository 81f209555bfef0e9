import { answerOf } from "@mortise/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { InvitationLook } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useNewlyMine } from "../app/organization-queries.ts";
import { wasMade } from "../app/change-error.ts";
import { isNotAbout } from "../app/query-keys.ts";
import { useChange } from "../app/use-change.ts";

let looks = 0;

/** What an invitation is for. Looking uses nothing up. */
export function useInvitation(token: string) {
  const client = useClient();
  const [look] = useState(() => ++looks);
  return useQuery({
    // The token is a secret: it is no part of what is kept. Another link's answer is not shown for it.
    queryKey: ["invitation", look],
    queryFn: (): Promise<InvitationLook> => answerOf(client.POST("/v1/invitations/look", { body: { token } })),
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** Joins with the account that is signed in. */
export function useJoin(
  token: string,
  name: string,
  onJoined: (organization: { id: string; name: string }) => Promise<void>,
) {
  const queries = useQueryClient();
  const newly = useNewlyMine();
  const end = async (organization: { id: string; name: string }) => {
    await queries.invalidateQueries({ predicate: isNotAbout("invitation") });
    await onJoined(organization);
  };
  return useChange({
    change: async (client) => {
      await newly.note(client);
      return answerOf(client.POST("/v1/invitations/accept", { body: { token } }));
    },
    happened: (asked) => newly.isThere(asked, name),
    onSuccess: ({ organization }) => end(organization),
    onError: (error) => {
      if (wasMade(error) && newly.found.current !== undefined) void end(newly.found.current);
    },
  });
}
