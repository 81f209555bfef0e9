import { At } from "../parts/at.tsx";
import type { Account, Authenticators, Identity } from "../app/api-types.ts";
import { useAccount, useAuthenticators, useIdentities } from "../app/queries.ts";
import { both, QueryView } from "../app/query-view.tsx";
import { usePasskeyTruth } from "../passkeys/use-passkey-truth.ts";
import { RemovePasswordDialog } from "../password/remove-password-dialog.tsx";
import { RememberedSection } from "../remembered-devices/remembered-section.tsx";
import { RemoveDialog } from "../authenticators/remove-dialog.tsx";
import { RenameDialog } from "../authenticators/rename-dialog.tsx";
import { Skeleton, SkeletonRows } from "../parts/skeleton.tsx";
import { ChangePasswordDialog } from "../password/change-password-dialog.tsx";
import { ReplaceCodesDialog } from "../recovery-codes/replace-codes-dialog.tsx";
import { AddingDialogs } from "./adding-dialogs.tsx";
import { FactorsSection } from "./factors-section.tsx";
import { SignInSection } from "./sign-in-section.tsx";
import { securityText } from "./strings.ts";
import { ProtectionSummary } from "./summary.tsx";
import { TurnOffDialog } from "./turn-off-dialog.tsx";
import { waysInOf } from "./ways-in.ts";

/** What protects the account, and how to protect it better. */
export function SecurityPanel() {
  return (
    <QueryView
      query={both(both(useAccount(), useAuthenticators()), useIdentities())}
      loading={securityText.loading}
      skeleton={<SecuritySkeleton />}
      failed={securityText.loadFailed}
      carded
    >
      {([[account, authenticators], { items }]) => (
        <Loaded account={account} authenticators={authenticators} identities={items} />
      )}
    </QueryView>
  );
}

interface LoadedProps {
  account: Account;
  authenticators: Authenticators;
  identities: Identity[];
}

function Loaded({ account, authenticators, identities }: LoadedProps) {
  usePasskeyTruth(account, authenticators);
  const ways = waysInOf(authenticators, identities);
  return (
    <>
      <ProtectionSummary account={account} authenticators={authenticators} ways={ways} />
      <SignInSection authenticators={authenticators} identities={identities} ways={ways} />
      <FactorsSection authenticators={authenticators} ways={ways} />
      <RememberedSection />
      <SecurityDialogs account={account} authenticators={authenticators} />
    </>
  );
}

function SecurityDialogs({ account, authenticators }: Omit<LoadedProps, "identities">) {
  return (
    <>
      <At address="/security/password">
        <ChangePasswordDialog hasPassword={authenticators.password !== null} email={account.email} />
      </At>
      <At address="/security/password/remove">
        <RemovePasswordDialog />
      </At>
      <AddingDialogs email={account.email} authenticators={authenticators} />
      <At address="/security/authenticators/:authenticator/rename">
        {({ authenticator: id }) => <RenameDialog key={id} id={id} authenticators={authenticators} />}
      </At>
      <At address="/security/authenticators/:authenticator/remove">
        {({ authenticator: id }) => <RemoveDialog key={id} id={id} authenticators={authenticators} />}
      </At>
      <At address="/security/recovery-codes">
        <ReplaceCodesDialog email={account.email} current={authenticators.recoveryCodes} />
      </At>
      <At address="/security/two-step/off">
        <TurnOffDialog authenticators={authenticators} />
      </At>
    </>
  );
}

function SecuritySkeleton() {
  return (
    <>
      <div className="m-card m-card-pad m-stack">
        <Skeleton shape="title" />
        <Skeleton shape="line" />
        <Skeleton shape="line" />
      </div>
      <div className="m-section">
        <SkeletonRows rows={3} />
      </div>
    </>
  );
}
