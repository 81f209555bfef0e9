import { answerOf, isProblem } from "@mortise/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { MadeCredential } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useSession } from "../app/queries.ts";
import { useAsking } from "../app/use-change.ts";
import { abandonCeremony, makePasskey } from "../passkeys/ceremony.ts";
import { proposedName } from "../passkeys/device-name.ts";

/** What a sign-up without a password begins with. */
interface First {
  password?: string;
  credential?: MadeCredential;
  name?: string;
}

/** Uses a mailed link; for a sign-up without a password, together with what the account begins with. */
export function useVerifyEmail(token: string) {
  const client = useClient();
  const queries = useQueryClient();
  // Watched, so that it is asked again before it is said who is signed in.
  useSession();
  const post = (first: First) => answerOf(client.POST("/v1/email-verifications", { body: { token, ...first } }));
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["session"] });
  const verify = useAsking({ change: () => post({}), onSuccess });
  const withPassword = useAsking({ change: (_client, password: string) => post({ password }), onSuccess });
  const withPasskey = useAsking({
    change: async (client) => {
      const options = await answerOf(client.POST("/v1/email-verifications/passkey-options", { body: { token } }));
      return post({ credential: await makePasskey(options), name: proposedName() });
    },
    onSuccess,
  });
  useEffect(() => abandonCeremony, []);
  const error = withPasskey.error ?? withPassword.error ?? verify.error;
  return {
    verify,
    withPassword,
    withPasskey,
    verified: withPasskey.data ?? withPassword.data ?? verify.data,
    needsFirst: isProblem(verify.error, "conflict") && verify.error.members.reason === "authenticator-needed",
    invalid: isProblem(error, "link-invalid"),
  };
}

export type VerifyEmail = ReturnType<typeof useVerifyEmail>;
