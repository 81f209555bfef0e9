import { lazy, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import { ForgotPasswordPage } from "../password/forgot-page.tsx";
import { ResetPasswordPage } from "../password/reset-page.tsx";
import { NotMePage } from "../not-me/not-me-page.tsx";
import { SignInPage } from "../sign-in/sign-in-page.tsx";
import { SignUpPage } from "../sign-up/sign-up-page.tsx";
import { VerifyEmailPage } from "../sign-up/verify-email-page.tsx";
import { NotFoundPage } from "./not-found-page.tsx";

// Most people come to sign in, so the pages behind it are loaded when they are needed.
const SettingsPages = lazy(async () => ({ default: (await import("./settings-pages.tsx")).SettingsPages }));
const InvitationPage = lazy(async () => ({
  default: (await import("../invitation/invitation-page.tsx")).InvitationPage,
}));

/** Which page is at which address. */
export function HostedPages() {
  return (
    <Suspense>
      <Switch>
        <Route path="/sign-in" component={SignInPage} />
        <Route path="/sign-up" component={SignUpPage} />
        <Route path="/verify-email" component={VerifyEmailPage} />
        <Route path="/forgot-password" component={ForgotPasswordPage} />
        <Route path="/reset-password" component={ResetPasswordPage} />
        <Route path="/not-me" component={NotMePage} />
        <Route path="/invitation" component={InvitationPage} />
        <Route path="/">
          <Redirect to="/security" replace />
        </Route>
        <Route
          path={/^\/(?:security|sessions|activity|account|organizations|operator|go-on)(?:\/.*)?$/}
          component={SettingsPages}
        />
        <Route component={NotFoundPage} />
      </Switch>
    </Suspense>
  );
}
