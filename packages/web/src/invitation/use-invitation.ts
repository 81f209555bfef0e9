import { answerOf } from "@mortise/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { InvitationLook } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { isNotAbout } from "../app/query-keys.ts";
import { cannotTell, useChange } from "../app/use-change.ts";

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
export function useJoin(token: string, onJoined: (organization: { id: string; name: string }) => Promise<void>) {
  const queries = useQueryClient();
  return useChange({
    change: (client) => answerOf(client.POST("/v1/invitations/accept", { body: { token } })),
    happened: cannotTell,
    onSuccess: async ({ organization }) => {
      await queries.invalidateQueries({ predicate: isNotAbout("invitation") });
      await onJoined(organization);
    },
  });
}
