import { createElement, Suspense, type ComponentType } from "react";
import { findPage, organizationArea, pages, type OpenPageName, type PageName } from "../../../server/src/addresses.ts";
import { Redirect } from "../parts/link.tsx";
import { useHere } from "../parts/navigation.ts";
import { Loading, SkeletonForm, SkeletonRows } from "../parts/skeleton.tsx";
import { SignInPage } from "../sign-in/sign-in-page.tsx";
import { AuthCard, AuthPage, WaitingPage } from "./auth-page.tsx";
import { CrashGuard, type FailureFrameProps } from "./crash-guard.tsx";
import { fetchedPage } from "./fetched-page.ts";
import { NotFoundPage } from "./not-found-page.tsx";

// Most people come to sign in, so that page comes with the document, and every other when it is needed.
const SettingsPages = fetchedPage(async () => (await import("./settings-pages.tsx")).SettingsPages);
const SignUpPage = fetchedPage(async () => (await import("../sign-up/sign-up-page.tsx")).SignUpPage);
const VerifyEmailPage = fetchedPage(async () => (await import("../sign-up/verify-email-page.tsx")).VerifyEmailPage);
const ForgotPasswordPage = fetchedPage(async () => (await import("../password/forgot-page.tsx")).ForgotPasswordPage);
const ResetPasswordPage = fetchedPage(async () => (await import("../password/reset-page.tsx")).ResetPasswordPage);
const NotMePage = fetchedPage(async () => (await import("../not-me/not-me-page.tsx")).NotMePage);
const InvitationPage = fetchedPage(async () => (await import("../invitation/invitation-page.tsx")).InvitationPage);
const SetUpPage = fetchedPage(async () => (await import("../set-up/set-up-page.tsx")).SetUpPage);
const AlertCopiesPage = fetchedPage(
  async () => (await import("../alert-copies/alert-copies-page.tsx")).AlertCopiesPage,
);

/** What is shown to anyone. */
const openPages: Record<OpenPageName, ComponentType> = {
  home: () => <Redirect to="/security" />,
  signIn: SignInPage,
  signUp: SignUpPage,
  verifyEmail: VerifyEmailPage,
  forgotPassword: ForgotPasswordPage,
  resetPassword: ResetPasswordPage,
  notMe: NotMePage,
  invitation: InvitationPage,
  alertCopies: AlertCopiesPage,
  setUp: SetUpPage,
};

function isOpen(name: PageName): name is OpenPageName {
  return pages[name].who === "anyone";
}

/** What is shown at an address. Whether a page of an organization is there depends on who asks. */
export function pageAt(path: string): ComponentType {
  const found = findPage(path);
  if (found !== undefined && isOpen(found.name)) return openPages[found.name];
  return found !== undefined || path.startsWith(organizationArea) ? SettingsPages : NotFoundPage;
}

/** The page at the address of this document. Which one is known outside of what waits for its code, so that Back leads back meanwhile. */
export function HostedPages() {
  const page = pageAt(useHere());
  return (
    <CrashGuard frame={FailedPage}>
      <Suspense fallback={<ComingPage isSettings={page === SettingsPages} />}>{createElement(page)}</Suspense>
    </CrashGuard>
  );
}

/** Of what the page will have, its frame is known. */
function ComingPage({ isSettings }: { isSettings: boolean }) {
  return (
    <WaitingPage>
      <Loading>{isSettings ? <SkeletonRows rows={3} /> : <SkeletonForm />}</Loading>
    </WaitingPage>
  );
}

function FailedPage({ title, text, action }: FailureFrameProps) {
  return (
    <AuthPage tab={title}>
      <AuthCard title={title} lead={text} focusHeading>
        <div className="m-auth-form">{action}</div>
      </AuthCard>
    </AuthPage>
  );
}
