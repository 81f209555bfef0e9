import { sendSignal } from "@simplewebauthn/browser";
import { isProblem } from "@mortise/sdk";
import type { Proof } from "../app/api-types.ts";

type Signal = Parameters<typeof sendSignal>[0];

// A signal is a courtesy to the passkey manager: browsers without it, and managers that do not listen, lose nothing.
function signal(told: Signal): void {
  void sendSignal(told).catch(() => undefined);
}

export interface PasskeyOwner {
  rpId: string;
  userHandle: string;
}

/** These passkeys are the account's, and no others. */
export function signalAccepted({ rpId, userHandle }: PasskeyOwner, credentialIds: string[]): void {
  signal({
    signalName: "allAcceptedCredentials",
    rpID: rpId,
    userID: userHandle,
    allAcceptedCredentialIDs: credentialIds,
  });
}

/** So the account is called now. */
export function signalDetails(
  { rpId, userHandle }: PasskeyOwner,
  { email, name }: { email: string; name: string },
): void {
  signal({ signalName: "currentUserDetails", rpID: rpId, userID: userHandle, userName: email, userDisplayName: name });
}

/** A passkey was offered that nobody here has. Said only when the server said so: any other failure may be a moment's. */
export function signalIfUnknown(rpId: string, error: unknown, proof: Proof): void {
  if (proof.kind !== "passkey" || !isProblem(error, "proof-rejected")) return;
  if (error.members.unknownCredential !== true) return;
  signal({ signalName: "unknownCredential", rpID: rpId, credentialID: proof.credential.id });
}
