import { At } from "../parts/at.tsx";
import type { Account, Authenticators } from "../app/api-types.ts";
import { useAccount, useAuthenticators } from "../app/queries.ts";
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

/** What protects the account, and how to protect it better. */
export function SecurityPanel() {
  return (
    <QueryView
      query={both(useAccount(), useAuthenticators())}
      loading={securityText.loading}
      skeleton={<SecuritySkeleton />}
      failed={securityText.loadFailed}
      carded
    >
      {([account, authenticators]) => <Loaded account={account} authenticators={authenticators} />}
    </QueryView>
  );
}

function Loaded({ account, authenticators }: { account: Account; authenticators: Authenticators }) {
  usePasskeyTruth(account, authenticators);
  return (
    <>
      <ProtectionSummary account={account} authenticators={authenticators} />
      <SignInSection authenticators={authenticators} />
      <FactorsSection authenticators={authenticators} />
      <RememberedSection />
      <SecurityDialogs account={account} authenticators={authenticators} />
    </>
  );
}

function SecurityDialogs({ account, authenticators }: { account: Account; authenticators: Authenticators }) {
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
