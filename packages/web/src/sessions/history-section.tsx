import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useContext, useEffect, useState } from "react";
import { Link } from "wouter";
import { useClient } from "../app/client.ts";
import { OwnsHistoryContext } from "../app/history-layer.ts";
import { requestIdOf } from "../app/trouble.ts";
import { useAnnounce } from "../parts/announcer.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { plural } from "../parts/format.ts";
import { LoadError } from "../parts/load-error.tsx";
import { Section } from "../parts/page.tsx";
import { Pager, usePages } from "../parts/pager.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Loading, SkeletonRows } from "../parts/skeleton.tsx";
import { HistoryFilters, type OutcomeFilter, type Zone } from "./history-filters.tsx";
import { HistoryTable } from "./history-table.tsx";
import { historyText } from "./strings.ts";

const pageSize = 20;

export function HistorySection() {
  const [outcome, setOutcome] = useState<OutcomeFilter>("all");
  const [zone, setZone] = useState<Zone>("utc");
  const pages = usePages();
  const { data, error, refetch } = useHistoryPage(outcome, pages.cursor);
  const filter = (chosen: OutcomeFilter) => {
    setOutcome(chosen);
    pages.restart();
  };
  return (
    <Section title={historyText.title} lead={<HistoryLead />}>
      <Card>
        <HistoryFilters outcome={outcome} onOutcome={filter} zone={zone} onZone={setZone} />
        {data !== undefined && data.items.length > 0 && <HistoryTable items={data.items} zone={zone} />}
        {data !== undefined && data.items.length > 0 && (
          <Pager pages={pages} size={pageSize} count={data.items.length} nextCursor={data.nextCursor} />
        )}
        {data?.items.length === 0 && <Nothing outcome={outcome} onClear={() => filter("all")} />}
        {data === undefined && error === null && (
          <Loading label={historyText.loading}>
            <SkeletonRows rows={3} />
          </Loading>
        )}
        {data === undefined && error !== null && (
          <LoadError title={historyText.loadFailed} requestId={requestIdOf(error)} onRetry={() => void refetch()} />
        )}
      </Card>
    </Section>
  );
}

function useHistoryPage(outcome: OutcomeFilter, cursor: string | undefined) {
  const client = useClient();
  const announce = useAnnounce();
  const page = useQuery({
    queryKey: ["history", outcome, cursor],
    queryFn: () =>
      answerOf(
        client.GET("/v1/account/history", {
          params: {
            query: {
              limit: pageSize,
              ...(outcome !== "all" && { outcome }),
              ...(cursor !== undefined && { cursor }),
            },
          },
        }),
      ),
  });
  const filteredTo = outcome === "all" ? undefined : page.data?.items.length;
  useEffect(() => {
    if (filteredTo !== undefined) announce(plural(filteredTo, historyText.shown));
  }, [filteredTo, announce]);
  return page;
}

function HistoryLead() {
  // In a host's page the password may be on another of its pages, or on none.
  const hosted = useContext(OwnsHistoryContext);
  const change = hosted ? (
    <Link href="/security/password">{historyText.changePassword}</Link>
  ) : (
    historyText.changePassword
  );
  return <Sentence text={historyText.lead} slots={{ change }} />;
}

function Nothing({ outcome, onClear }: { outcome: OutcomeFilter; onClear: () => void }) {
  if (outcome === "all") {
    return (
      <Empty icon="history" title={historyText.noneYet}>
        {historyText.noneYetText}
      </Empty>
    );
  }
  return (
    <Empty
      icon="search"
      title={historyText.noMatches}
      actions={
        <Button size="sm" onClick={onClear}>
          {historyText.clear}
        </Button>
      }
    >
      {outcome === "failure" ? historyText.noFailed : historyText.noSuccessful}
    </Empty>
  );
}
