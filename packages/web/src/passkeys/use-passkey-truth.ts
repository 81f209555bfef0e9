import { useEffect } from "react";
import type { Account, Authenticators } from "../app/api-types.ts";
import { useDeployment } from "../app/deployment.tsx";
import { signalAccepted, signalDetails } from "./signals.ts";

/** Tells the browser's passkey manager what is so, on loading and whenever it changes. */
export function usePasskeyTruth(account: Account | undefined, authenticators: Authenticators | undefined): void {
  const { rpId } = useDeployment();
  const userHandle = authenticators?.userHandle;
  const email = account?.email;
  const name = account?.name;
  const bound = authenticators && JSON.stringify(authenticators.passkeys.map((passkey) => passkey.credentialId));
  const names = authenticators && JSON.stringify(authenticators.passkeys.map((passkey) => passkey.name));
  useEffect(() => {
    if (userHandle !== undefined && bound !== undefined)
      signalAccepted({ rpId, userHandle }, JSON.parse(bound) as string[]);
  }, [rpId, userHandle, bound]);
  useEffect(() => {
    if (userHandle !== undefined && email !== undefined && name !== undefined)
      signalDetails({ rpId, userHandle }, { email, name });
    // A renamed passkey is a moment to say it again, though the name itself is not the manager's to know.
  }, [rpId, userHandle, email, name, names]);
}
