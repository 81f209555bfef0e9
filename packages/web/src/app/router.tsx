import { createElement, lazy, Suspense, type ComponentType } from "react";
import { findPage, organizationArea, pages, type OpenPageName, type PageName } from "../../../server/src/addresses.ts";
import { NotMePage } from "../not-me/not-me-page.tsx";
import { Redirect } from "../parts/link.tsx";
import { useHere } from "../parts/navigation.ts";
import { ForgotPasswordPage } from "../password/forgot-page.tsx";
import { ResetPasswordPage } from "../password/reset-page.tsx";
import { SignInPage } from "../sign-in/sign-in-page.tsx";
import { SignUpPage } from "../sign-up/sign-up-page.tsx";
import { VerifyEmailPage } from "../sign-up/verify-email-page.tsx";
import { NotFoundPage } from "./not-found-page.tsx";

// Most people come to sign in, so the pages behind it are loaded when they are needed.
const SettingsPages = lazy(async () => ({ default: (await import("./settings-pages.tsx")).SettingsPages }));
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
