import { answerOf } from "@mortise/sdk";
import { useMutation } from "@tanstack/react-query";
import { useClient } from "../app/client.ts";
import { useRefreshAccount } from "../app/queries.ts";

/** Asks for a new address; the mailed link completes it. */
export function useChangeEmail() {
  const client = useClient();
  const refresh = useRefreshAccount();
  return useMutation({
    mutationFn: (email: string) => answerOf(client.PUT("/v1/account/email", { body: { email } })),
    onSuccess: refresh,
  });
}
