import { Route } from "wouter";
import { useSessions } from "../app/queries.ts";
import { requestIdOf } from "../app/trouble.ts";
import { ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { LoadError } from "../parts/load-error.tsx";
import { Section } from "../parts/page.tsx";
import { Loading, SkeletonRows } from "../parts/skeleton.tsx";
import { HistorySection } from "./history-section.tsx";
import { SessionsTable } from "./sessions-table.tsx";
import { SignOutAllDialog } from "./sign-out-all-dialog.tsx";
import { sessionsText } from "./strings.ts";

/** Where the account is signed in, and every sign-in of the last 90 days. */
export function SessionsPanel() {
  const { data } = useSessions();
  const others = data?.items.filter((session) => !session.current) ?? [];
  return (
    <>
      <Section
        title={sessionsText.activeTitle}
        headingId="active-sessions"
        lead={sessionsText.activeLead}
        action={
          others.length > 0 && (
            <ButtonLink id="sign-out-all" href="/sessions/sign-out-others" size="sm" tone="danger-quiet" opensDialog>
              {sessionsText.signOutAll}
            </ButtonLink>
          )
        }
      >
        <ActiveSessions />
      </Section>
      <HistorySection />
      <Route path="/sessions/sign-out-others">{data !== undefined && <SignOutAllDialog others={others} />}</Route>
    </>
  );
}

function ActiveSessions() {
  const { data, error, refetch } = useSessions();
  if (data !== undefined) return <SessionsTable sessions={data.items} />;
  if (error === null) {
    return (
      <Loading label={sessionsText.loading}>
        <SkeletonRows rows={2} />
      </Loading>
    );
  }
  return (
    <Card>
      <LoadError title={sessionsText.loadFailed} requestId={requestIdOf(error)} onRetry={() => void refetch()} />
    </Card>
  );
}
