import { answerOf } from "@mortise/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "../parts/navigation.ts";
import { useToast } from "../parts/toast.tsx";
import { isUnclear } from "./change-error.ts";
import { useClient } from "./client.ts";
import { keepLimits } from "./session-ending.ts";
import { isNotOf } from "./query-keys.ts";
import { appText } from "./strings.ts";
import { explain } from "./trouble.ts";

interface SigningOut {
  /** The page can be read signed out. */
  stay?: boolean;
  /** On to the identity provider, to be signed out there as well. */
  atProvider?: boolean;
}

/** Ends this session and forgets what it showed, also where the server can't be told. */
export function useSignOut({ stay = false, atProvider = false }: SigningOut = {}) {
  const client = useClient();
  const queries = useQueryClient();
  const toast = useToast();
  const navigate = useNavigate();
  const forget = (state: { sessionLives?: true }) => {
    keepLimits(null);
    if (!stay) navigate("/sign-in", { state });
    // The page that stays watches these: they are not taken from under it.
    queries.setQueryData(["session"], null);
    queries.removeQueries({ predicate: isNotOf("nobody") });
  };
  return useMutation({
    mutationFn: async () => {
      if (atProvider) return (await answerOf(client.POST("/v1/session/provider-sign-out"))).url;
      await answerOf(client.DELETE("/v1/session"));
      return null;
    },
    onSuccess: (next) => {
      if (next === null) {
        forget({});
        return;
      }
      keepLimits(null);
      location.assign(next);
    },
    onError: (error) => {
      if (!isUnclear(error)) toast({ tone: "failed", title: appText.signOutFailed, text: explain(error) });
      else {
        forget({ sessionLives: true });
        if (stay) toast({ tone: "failed", title: appText.signOutFailed, text: appText.sessionLives });
      }
    },
  });
}
