import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useClient } from "../app/client.ts";
import { useDeployment } from "../app/deployment.tsx";
import { useSessions } from "../app/queries.ts";
import { appText } from "../app/strings.ts";
import { AskedSection } from "../binding/asked-section.tsx";
import { Card, RowLink } from "../parts/card.tsx";
import { useNow } from "../parts/clock.tsx";
import { plural, relative } from "../parts/format.ts";
import { Page, Section } from "../parts/page.tsx";
import { ShortSession } from "../sessions/short-session.tsx";
import { SecurityPanel } from "./security-panel.tsx";
import { securityText } from "./strings.ts";

export function SecurityPage() {
  const { productName } = useDeployment();
  return (
    <Page title={securityText.title} lead={securityText.lead} tab={appText.tab(securityText.tab, productName)}>
      <ShortSession />
      <SecurityPanel />
      <AskedSection />
      <Section title={securityText.relatedTitle}>
        <Card>
          <RowLink icon="history" href="/sessions" title={securityText.sessionsLink} meta={<SessionsMeta />} />
        </Card>
      </Section>
    </Page>
  );
}

function SessionsMeta() {
  const client = useClient();
  const now = useNow(60_000);
  const sessions = useSessions().data?.items.length;
  const failed = useQuery({
    queryKey: ["history", "last-failed"],
    queryFn: () => answerOf(client.GET("/v1/account/history", { params: { query: { outcome: "failure", limit: 1 } } })),
  }).data?.items[0];
  const words = [
    sessions !== undefined && plural(sessions, securityText.sessionsMeta),
    failed !== undefined && securityText.lastFailed(relative(failed.at, now)),
  ];
  return words.filter((word) => word !== false).join(" ");
}
