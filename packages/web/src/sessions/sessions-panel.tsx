import { useState } from "react";
import { At } from "../parts/at.tsx";
import { AlertsSection } from "../alerts/alerts-section.tsx";
import type { SessionItem } from "../app/api-types.ts";
import { useAccountPolicies } from "../app/organization-queries.ts";
import { useSessions } from "../app/queries.ts";
import { requestIdOf } from "../app/trouble.ts";
import { ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { LoadError } from "../parts/load-error.tsx";
import { secondsWords } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { Loading, SkeletonRows } from "../parts/skeleton.tsx";
import { HistorySection } from "./history-section.tsx";
import type { LiveSessions } from "./history-table.tsx";
import { rowIdOf, SessionsTable } from "./sessions-table.tsx";
import { SignOutAllDialog } from "./sign-out-all-dialog.tsx";
import { sessionsText } from "./strings.ts";

/** Where the account is signed in, and every sign-in of the last 90 days. */
export function SessionsPanel() {
  const { data } = useSessions();
  const idle = useAccountPolicies().data?.session.value.idleSeconds;
  const { live, shownId } = useLiveSessions(data?.items);
  const others = data?.items.filter((session) => !session.current) ?? [];
  return (
    <>
      <Section
        title={sessionsText.activeTitle}
        headingId="active-sessions"
        lead={idle === undefined ? undefined : sessionsText.activeLead(secondsWords(idle))}
        action={
          others.length > 0 && (
            <ButtonLink id="sign-out-all" href="/sessions/sign-out-others" size="sm" tone="danger-quiet" opensDialog>
              {sessionsText.signOutAll}
            </ButtonLink>
          )
        }
      >
        <ActiveSessions shownId={shownId} />
      </Section>
      <HistorySection live={live} />
      <AlertsSection />
      <At address="/sessions/sign-out-others">{data !== undefined && <SignOutAllDialog others={others} />}</At>
    </>
  );
}

/** The sessions the history may point to; the row pointed to takes the focus. */
function useLiveSessions(sessions: SessionItem[] | undefined): { live: LiveSessions; shownId: string | null } {
  const [shownId, setShownId] = useState<string | null>(null);
  const has = (id: string) => sessions?.some((session) => session.id === id) === true;
  const show = (id: string) => {
    setShownId(id);
    const row = document.getElementById(rowIdOf(id));
    row?.scrollIntoView({ block: "center" });
    row?.focus();
  };
  return { live: { has, show }, shownId };
}

function ActiveSessions({ shownId }: { shownId: string | null }) {
  const { data, error, refetch } = useSessions();
  if (data !== undefined) return <SessionsTable sessions={data.items} shownId={shownId} />;
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
