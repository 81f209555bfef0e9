import { answerOf } from "@mortise/sdk";
import { useEffect, useRef } from "react";
import type { AskedCredential } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { canAutofillPasskeys } from "../passkeys/capabilities.ts";
import { abandonCeremony, askPasskey } from "../passkeys/ceremony.ts";

/** An attempt lives ten minutes; the next takes its place a minute before. */
const renewMs = 9 * 60_000;

/**
 * Passkeys among what the browser offers in the email field, from the moment the page is there until the person goes on
 * otherwise. That it is not possible is no news to anyone; what becomes of a passkey somebody picked is the caller's.
 */
export function usePasskeyAutofill(onPicked: (attemptId: string, credential: AskedCredential) => void, round: unknown) {
  const client = useClient();
  const picked = useRef(onPicked);
  useEffect(() => {
    picked.current = onPicked;
  });
  useEffect(() => {
    let turn = 0;
    const offer = async (mine: number) => {
      if (!(await canAutofillPasskeys())) return;
      const { id } = await answerOf(client.POST("/v1/attempts", { body: { purpose: "sign-in" } }));
      const options = await answerOf(
        client.POST("/v1/attempts/{id}/passkey-options", { params: { path: { id } }, body: {} }),
      );
      if (turn !== mine) return;
      const credential = await askPasskey(options, { autofill: true });
      if (turn === mine) picked.current(id, credential);
    };
    const begin = () => void offer((turn += 1)).catch(() => undefined);
    begin();
    const renewal = setInterval(begin, renewMs);
    return () => {
      turn += 1;
      clearInterval(renewal);
      abandonCeremony();
    };
  }, [client, round]);
}
