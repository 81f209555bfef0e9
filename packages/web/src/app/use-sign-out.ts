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

/** Ends this session and forgets what it showed, also where the server can't be told; the page stays where it can be read signed out. */
export function useSignOut({ stay = false } = {}) {
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
    mutationFn: () => answerOf(client.DELETE("/v1/session")),
    onSuccess: () => forget({}),
    onError: (error) => {
      if (!isUnclear(error)) toast({ tone: "failed", title: appText.signOutFailed, text: explain(error) });
      else {
        forget({ sessionLives: true });
        if (stay) toast({ tone: "failed", title: appText.signOutFailed, text: appText.sessionLives });
      }
    },
  });
}
