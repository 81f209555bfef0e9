import { useContext, useState } from "react";
import { Link } from "../parts/link.tsx";
import { OwnsHistoryContext } from "../app/history-layer.ts";
import { QueryView } from "../app/query-view.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { Section } from "../parts/page.tsx";
import { Pager, usePages } from "../parts/pager.tsx";
import { Sentence } from "../parts/sentence.tsx";
import type { Zone } from "../parts/zone-select.tsx";
import { everySignIn, HistoryFilters, isEverySignIn, type HistoryFilter } from "./history-filters.tsx";
import { HistoryTable, type LiveSessions } from "./history-table.tsx";
import { historyText } from "./strings.ts";
import { pageSize, useHistory, useMethods } from "./use-history.ts";

export function HistorySection({ live }: { live: LiveSessions }) {
  const [filter, setFilter] = useState(everySignIn);
  const [zone, setZone] = useState<Zone>("utc");
  const pages = usePages();
  const history = useHistory(filter, pages.cursor);
  const methods = useMethods(history.data?.items);
  const choose = (chosen: HistoryFilter) => {
    setFilter(chosen);
    pages.restart();
  };
  return (
    <Section title={historyText.title} lead={<HistoryLead />}>
      <Card>
        <HistoryFilters filter={filter} onFilter={choose} methods={methods} zone={zone} onZone={setZone} />
        <QueryView query={history} loading={historyText.loading} rows={3} failed={historyText.loadFailed}>
          {({ items, nextCursor }) =>
            items.length === 0 ? (
              <Nothing filter={filter} onClear={() => choose(everySignIn)} />
            ) : (
              <>
                <HistoryTable items={items} zone={zone} live={live} />
                <Pager pages={pages} size={pageSize} count={items.length} nextCursor={nextCursor} />
              </>
            )
          }
        </QueryView>
      </Card>
    </Section>
  );
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

function Nothing({ filter, onClear }: { filter: HistoryFilter; onClear: () => void }) {
  if (isEverySignIn(filter)) {
    return (
      <Empty icon="history" title={historyText.noneYet}>
        {historyText.noneYetText}
      </Empty>
    );
  }
  const days = Number(filter.days);
  const words = {
    all: historyText.noMatchesText(days),
    success: historyText.noSuccessful(days),
    failure: historyText.noFailed(days),
  }[filter.method === "any" ? filter.outcome : "all"];
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
      {words}
    </Empty>
  );
}
