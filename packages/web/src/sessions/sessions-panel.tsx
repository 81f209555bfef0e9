import { useState } from "react";
import { At } from "../parts/at.tsx";
import { AlertsSection } from "../alerts/alerts-section.tsx";
import type { SessionItem } from "../app/api-types.ts";
import { useAccountPolicies } from "../app/organization-queries.ts";
import { useSessions } from "../app/queries.ts";
import { QueryView } from "../app/query-view.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { secondsWords } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { HistorySection } from "./history-section.tsx";
import type { LiveSessions } from "./history-table.tsx";
import { ShortSession } from "./short-session.tsx";
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
      <ShortSession />
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
  return (
    <QueryView query={useSessions()} loading={sessionsText.loading} failed={sessionsText.loadFailed} carded>
      {({ items }) => <SessionsTable sessions={items} shownId={shownId} />}
    </QueryView>
  );
}
