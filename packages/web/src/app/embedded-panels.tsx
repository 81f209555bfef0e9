import type { ReactNode } from "react";
import type { PageLink } from "../../../server/src/addresses.ts";
import { AccountPanel as Account } from "../account/account-panel.tsx";
import { ActivityPanel as Activity } from "../activity/activity-page.tsx";
import { AskedSection } from "../binding/asked-section.tsx";
import { DueBanner } from "../binding/due-banner.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { SecurityPanel as Security } from "../security/security-panel.tsx";
import { SessionsPanel as Sessions } from "../sessions/sessions-panel.tsx";
import { FlaggedNotice } from "../trust/flagged-panel.tsx";
import { TrustGate } from "../trust/trust-gate.tsx";
import { useBaseUrl } from "./client.ts";
import { SignedIn } from "./signed-in.tsx";
import { appText } from "./strings.ts";

/** How the account is protected: password, second factors, recovery codes. */
export function SecurityPanel() {
  return (
    <Gated>
      <DueBanner beside />
      <Security />
      <AskedSection />
    </Gated>
  );
}

/** Where the account is signed in, and its sign-in history. */
export function SessionsPanel() {
  return (
    <Gated>
      <Sessions />
    </Gated>
  );
}

/** What happened to the account: every event, with its details, and exports of them. */
export function ActivityPanel() {
  return (
    <Gated>
      <Activity />
    </Gated>
  );
}

/** Name, email address and the account's end. */
export function AccountPanel() {
  return (
    <Gated>
      <Account />
    </Gated>
  );
}

function Gated({ children }: { children: ReactNode }) {
  return (
    <SignedIn otherwise={<SignedOut />}>
      <TrustGate flagged={<FlaggedNotice />}>{children}</TrustGate>
    </SignedIn>
  );
}

function SignedOut() {
  const back = new URLSearchParams({ return_to: location.href });
  const signIn: PageLink = `/sign-in?${back.toString()}`;
  const baseUrl = useBaseUrl();
  return (
    <Card>
      <Empty
        icon="lock"
        title={appText.signedOutTitle}
        actions={
          <a className="m-btn m-btn-primary" href={`${baseUrl}${signIn}`}>
            {appText.signIn}
          </a>
        }
      >
        {appText.signedOutText}
      </Empty>
    </Card>
  );
}
