import type { ReactNode } from "react";
import { AuthCard, AuthPage } from "../app/auth-page.tsx";

interface HeldBackPageProps {
  tab: string;
  title: string;
  lead: string;
  /** A page of its own, not a part of a host's. */
  page: boolean;
  children: ReactNode;
}

/** What stands in place of every page while something is asked for first. */
export function HeldBackPage({ tab, title, lead, page, children }: HeldBackPageProps) {
  if (page) {
    return (
      <AuthPage tab={tab}>
        <AuthCard title={title} lead={lead} focusHeading>
          {children}
        </AuthCard>
      </AuthPage>
    );
  }
  return (
    <section className="m-card m-card-pad m-stack">
      <h2>{title}</h2>
      <p>{lead}</p>
      {children}
    </section>
  );
}
