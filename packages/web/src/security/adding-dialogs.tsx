import { Route } from "wouter";
import type { Authenticators } from "../app/api-types.ts";
import { BindDialog } from "../authenticators/bind-dialog.tsx";
import { AddPasskeyDialog } from "../passkeys/add-passkey-dialog.tsx";
import { AddPhoneDialog } from "../phones/add-phone-dialog.tsx";

/** What adds a second factor or a passkey, each at its address. */
export function AddingDialogs(account: { email: string; authenticators: Authenticators }) {
  return (
    <>
      <Route path="/security/passkeys/new">
        <AddPasskeyDialog key="passkey" {...account} />
      </Route>
      <Route path="/security/security-keys/new">
        <AddPasskeyDialog key="security-key" {...account} securityKey />
      </Route>
      <Route path="/security/phones/new">
        <AddPhoneDialog {...account} />
      </Route>
      <Route path="/security/authenticators/new">
        <BindDialog {...account} />
      </Route>
    </>
  );
}
