import type { ComponentType, ReactNode } from "react";
import { findPage, type OpenPageName, type PageName } from "../../../server/src/addresses.ts";
import { AccountPage } from "../account/account-page.tsx";
import { ActivityPage } from "../activity/activity-page.tsx";
import { LogPage } from "../activity/log-page.tsx";
import { DueBanner } from "../binding/due-banner.tsx";
import { GoOnPage } from "../binding/go-on-page.tsx";
import { Redirect } from "../parts/link.tsx";
import { useHere } from "../parts/navigation.ts";
import { Page } from "../parts/page.tsx";
import { SecurityPage } from "../security/security-page.tsx";
import { SessionsPage } from "../sessions/sessions-page.tsx";
import { FlaggedPage } from "../trust/flagged-panel.tsx";
import { TrustGate } from "../trust/trust-gate.tsx";
import { useBaseUrl } from "./client.ts";
import { CrashGuard, type FailureFrameProps } from "./crash-guard.tsx";
import { useDeployment } from "./deployment.tsx";
import { OrganizationRoute } from "./organization-route.tsx";
import { signInPath } from "./return-to.ts";
import { Shell } from "./shell.tsx";
import { SignedIn } from "./signed-in.tsx";
import { appText } from "./strings.ts";

type FramedPageName = Exclude<PageName, OpenPageName | "goOn">;

/** What is shown within the frame. Each page's dialogs have addresses of their own; the page stays beneath them. */
export const framedPages: Record<FramedPageName, ComponentType> = {
  security: SecurityPage,
  sessions: SessionsPage,
  activity: ActivityPage,
  account: AccountPage,
  suspended: OrganizationRoute,
  members: OrganizationRoute,
  workspaces: OrganizationRoute,
  singleSignOn: OrganizationRoute,
  policies: OrganizationRoute,
  auditLog: OrganizationRoute,
  deploymentLog: LogPage,
};

function isFramed(name: PageName): name is FramedPageName {
  return Object.hasOwn(framedPages, name);
}

/** The pages for people who are signed in. */
export function SettingsPages() {
  const name = findPage(useHere())?.name;
  if (name === "goOn") return <GoOn />;
  const Page = name !== undefined && isFramed(name) ? framedPages[name] : OrganizationRoute;
  return <Framed page={<Page />} />;
}

function GoOn() {
  return (
    <SignedIn page otherwise={<ToSignIn />}>
      <TrustGate flagged={<Redirect to="/security" />}>
        <GoOnPage />
      </TrustGate>
    </SignedIn>
  );
}

function Framed({ page }: { page: ReactNode }) {
  return (
    <SignedIn page otherwise={<ToSignIn />}>
      <Shell>
        <TrustGate flagged={<FlaggedPage />}>
          <DueBanner />
          <CrashGuard frame={FailedPage}>{page}</CrashGuard>
        </TrustGate>
      </Shell>
    </SignedIn>
  );
}

/** The navigation stays, and so does what is due. */
function FailedPage({ title, text, action }: FailureFrameProps) {
  const { productName } = useDeployment();
  return (
    <Page title={title} lead={text} tab={appText.tab(title, productName)}>
      {action}
    </Page>
  );
}

function ToSignIn() {
  return <Redirect to={signInPath(useHere() + location.search + location.hash, useBaseUrl())} />;
}
