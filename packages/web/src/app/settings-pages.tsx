import type { ReactNode } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { AccountPage } from "../account/account-page.tsx";
import { ActivityPage } from "../activity/activity-page.tsx";
import { LogPage } from "../activity/log-page.tsx";
import { DueBanner } from "../binding/due-banner.tsx";
import { GoOnPage } from "../binding/go-on-page.tsx";
import { SecurityPage } from "../security/security-page.tsx";
import { SessionsPage } from "../sessions/sessions-page.tsx";
import { FlaggedPage } from "../trust/flagged-panel.tsx";
import { TrustGate } from "../trust/trust-gate.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { OrganizationRoute } from "./organization-route.tsx";
import { signInPath } from "./return-to.ts";
import { Shell } from "./shell.tsx";
import { SignedIn } from "./signed-in.tsx";

// Each page's dialogs have addresses of their own; the page stays beneath them.
const securityPaths =
  /^\/security(?:\/(?:password|password\/remove|passkeys\/new|security-keys\/new|phones\/new|authenticators\/new|authenticators\/[^/]+\/(?:rename|remove)|recovery-codes|two-step\/off))?\/?$/;
const sessionsPaths = /^\/sessions(?:\/sign-out-others)?\/?$/;
const activityPaths = /^\/activity(?:\/protection)?\/?$/;
const logPaths = /^\/operator\/log(?:\/protection)?\/?$/;
const organizationPaths = /^\/organizations\/.+$/;
const accountPaths = /^\/account(?:\/(?:name|email|delete|organizations\/new|organizations\/[^/]+\/leave))?\/?$/;

/** The pages for people who are signed in. */
export function SettingsPages() {
  return (
    <Switch>
      <Route path={securityPaths}>
        <Framed page={<SecurityPage />} />
      </Route>
      <Route path={sessionsPaths}>
        <Framed page={<SessionsPage />} />
      </Route>
      <Route path={activityPaths}>
        <Framed page={<ActivityPage />} />
      </Route>
      <Route path={logPaths}>
        <Framed page={<LogPage />} />
      </Route>
      <Route path={accountPaths}>
        <Framed page={<AccountPage />} />
      </Route>
      <Route path={organizationPaths}>
        <Framed page={<OrganizationRoute />} />
      </Route>
      <Route path="/go-on">
        <SignedIn page otherwise={<ToSignIn />}>
          <TrustGate flagged={<Redirect to="/security" replace />}>
            <GoOnPage />
          </TrustGate>
        </SignedIn>
      </Route>
      <Route component={NotFoundPage} />
    </Switch>
  );
}

function Framed({ page }: { page: ReactNode }) {
  return (
    <SignedIn page otherwise={<ToSignIn />}>
      <Shell>
        <TrustGate flagged={<FlaggedPage />}>
          <DueBanner />
          {page}
        </TrustGate>
      </Shell>
    </SignedIn>
  );
}

function ToSignIn() {
  const [path] = useLocation();
  return <Redirect to={signInPath(path + location.search + location.hash)} replace />;
}
