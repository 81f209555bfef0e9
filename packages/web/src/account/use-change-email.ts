import { answerOf } from "@mortise/sdk";
import { useRefreshAccount } from "../app/queries.ts";
import { useChange } from "../app/use-change.ts";

/** Asks for a new address; the mailed link completes it. */
export function useChangeEmail() {
  const refresh = useRefreshAccount();
  return useChange({
    change: (client, email: string) => answerOf(client.PUT("/v1/account/email", { body: { email } })),
    happened: async (asked, email) => (await answerOf(asked.GET("/v1/account"))).pendingEmail === email,
    onSuccess: refresh,
  });
}
