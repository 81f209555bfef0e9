import { answerOf, createMortiseClient } from "@mortise/sdk";
import type { Attempt } from "../app/api-types.ts";
import { useBaseUrl, useClient } from "../app/client.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { useToast } from "../parts/toast.tsx";
import { beginPasskey, completePasskey } from "./bind-passkey.ts";
import { canKeepPasskey, canMakeSilently } from "./capabilities.ts";
import { freshName } from "./fresh-name.ts";
import { offerText } from "./strings.ts";

const patienceMs = 2000;

/** After a password, on a device that can: whether to ask for a passkey. Where the browser may make one itself, it does. */
export function usePasskeyOffer() {
  const client = useClient();
  const makeSilently = useMakeSilently();
  return async (attempt: Attempt, leavesThisPage: boolean): Promise<"ask" | "none"> => {
    const byPassword = attempt.proofs.some((proof) => proof.kind === "password");
    if (!byPassword || !(await canKeepPasskey())) return "none";
    const { offer } = await answerOf(client.GET("/v1/account/passkey-offer")).catch(() => ({ offer: "none" as const }));
    if (offer !== "silent" || !(await canMakeSilently())) return offer === "none" ? "none" : "ask";
    const made = makeSilently();
    // A page of this host goes on living while the browser works; one elsewhere would end it.
    if (leavesThisPage) await Promise.race([made, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
    return "none";
  };
}

function useMakeSilently() {
  const baseUrl = useBaseUrl();
  const refresh = useRefreshAccount();
  const toast = useToast();
  return async (): Promise<void> => {
    try {
      // A client that asks nobody to confirm: what was not asked for may not open a dialog.
      const client = createMortiseClient(baseUrl === "" ? {} : { baseUrl });
      const begun = await beginPasskey(client, { conditional: true });
      const { authenticator } = await completePasskey(client, begun, await freshName(client), true);
      await refresh();
      toast({ title: offerText.added(authenticator.name), text: offerText.addedText });
    } catch {
      // Nobody asked for it, so nobody misses it.
    }
  };
}
