import { useEffect, useRef } from "react";
import { Button } from "../parts/button.tsx";
import { useToast } from "../parts/toast.tsx";
import { appText } from "./strings.ts";
import { explain } from "./trouble.ts";

interface LoadMoreProps {
  /** An infinite query. */
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => Promise<{ error: Error | null }>;
  };
  failed: string;
}

/** Under a table: the rest of its list, a page at a time. Stands beside the table, in the same card. */
export function LoadMore({ list, failed }: LoadMoreProps) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const foot = useRef<HTMLDivElement>(null);
  const rowsBefore = useRef<number | null>(null);
  const toast = useToast();
  const rows = () => foot.current?.parentElement?.querySelectorAll("tbody tr");
  useEffect(() => {
    if (hasNextPage || rowsBefore.current === null) return;
    // The button is gone with the last page, so focus goes on at the first row that came with it.
    rows()?.[rowsBefore.current]?.querySelector<HTMLElement>("a, button")?.focus();
    rowsBefore.current = null;
  }, [hasNextPage]);
  const load = async () => {
    rowsBefore.current = rows()?.length ?? null;
    const { error } = await fetchNextPage();
    if (error !== null) toast({ tone: "failed", title: failed, text: explain(error) });
  };
  return (
    <div className="m-table-foot" ref={foot} hidden={!hasNextPage}>
      <Button size="sm" busy={isFetchingNextPage && appText.loadingMore} onClick={() => void load()}>
        {appText.loadMore}
      </Button>
    </div>
  );
}
