import { createElement, lazy, Suspense, type ComponentType } from "react";
import { findPage, organizationArea, pages, type OpenPageName, type PageName } from "../../../server/src/addresses.ts";
import { Redirect } from "../parts/link.tsx";
import { useHere } from "../parts/navigation.ts";
import { SignInPage } from "../sign-in/sign-in-page.tsx";
import { NotFoundPage } from "./not-found-page.tsx";

// Most people come to sign in, so that page comes with the document, and every other when it is needed.
const SettingsPages = lazy(async () => ({ default: (await import("./settings-pages.tsx")).SettingsPages }));
const SignUpPage = lazy(async () => ({ default: (await import("../sign-up/sign-up-page.tsx")).SignUpPage }));
const VerifyEmailPage = lazy(async () => ({
  default: (await import("../sign-up/verify-email-page.tsx")).VerifyEmailPage,
}));
const ForgotPasswordPage = lazy(async () => ({
  default: (await import("../password/forgot-page.tsx")).ForgotPasswordPage,
}));
const ResetPasswordPage = lazy(async () => ({
  default: (await import("../password/reset-page.tsx")).ResetPasswordPage,
}));
const NotMePage = lazy(async () => ({ default: (await import("../not-me/not-me-page.tsx")).NotMePage }));
const InvitationPage = lazy(async () => ({
  default: (await import("../invitation/invitation-page.tsx")).InvitationPage,
}));
const AlertCopiesPage = lazy(async () => ({
  default: (await import("../alert-copies/alert-copies-page.tsx")).AlertCopiesPage,
}));

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

/** The page at the address of this document. */
export function HostedPages() {
  return <Suspense>{createElement(pageAt(useHere()))}</Suspense>;
}
