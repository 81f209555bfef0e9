import { At } from "../parts/at.tsx";
import type { Authenticators } from "../app/api-types.ts";
import { BindDialog } from "../authenticators/bind-dialog.tsx";
import { AddPasskeyDialog } from "../passkeys/add-passkey-dialog.tsx";
import { AddPhoneDialog } from "../phones/add-phone-dialog.tsx";

/** What adds a second factor or a passkey, each at its address. */
export function AddingDialogs(account: { email: string; authenticators: Authenticators }) {
  return (
    <>
      <At address="/security/passkeys/new">
        <AddPasskeyDialog key="passkey" {...account} />
      </At>
      <At address="/security/security-keys/new">
        <AddPasskeyDialog key="security-key" {...account} securityKey />
      </At>
      <At address="/security/phones/new">
        <AddPhoneDialog {...account} />
      </At>
      <At address="/security/authenticators/new">
        <BindDialog {...account} />
      </At>
    </>
  );
}
