import { answerOf } from "@mortise/sdk";
import { useRefreshAccount, useSessions } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { useAsking } from "../app/use-change.ts";
import { plural } from "../parts/format.ts";
import { useToast } from "../parts/toast.tsx";
import { endOthersText, signOutAllText } from "./strings.ts";

/** After a factor was added or removed: the offer to end every other session, where there is one (ASVS V7.4.3). */
export function useEndOthers(): { label: string; run: () => void } | undefined {
  const refresh = useRefreshAccount();
  const toast = useToast();
  const others = (useSessions().data?.items.length ?? 1) - 1;
  const end = useAsking({
    // The dialog it is offered after has closed by then.
    outlives: true,
    change: (client) => answerOf(client.DELETE("/v1/account/sessions")),
    onSuccess: async ({ ended }) => {
      await refresh();
      toast({ title: plural(ended, signOutAllText.done), text: signOutAllText.doneText });
    },
    onError: (error) => {
      if (!wasCancelled(error)) toast({ tone: "failed", title: endOthersText.failed, text: explain(error) });
    },
  });
  if (others < 1) return undefined;
  return { label: plural(others, endOthersText.label), run: () => end.mutate() };
}
