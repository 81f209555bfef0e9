import { useState } from "react";
import { Button } from "./button.tsx";
import { partsText } from "./strings.ts";

/** The cursors of the pages walked through, so that Previous works on a list that only knows Next. */
export function usePages() {
  const [cursors, setCursors] = useState<(string | undefined)[]>([undefined]);
  return {
    cursor: cursors.at(-1),
    page: cursors.length,
    next: (cursor: string) => setCursors([...cursors, cursor]),
    previous: () => setCursors(cursors.length > 1 ? cursors.slice(0, -1) : cursors),
    restart: () => setCursors([undefined]),
  };
}

interface PagerProps {
  pages: ReturnType<typeof usePages>;
  size: number;
  count: number;
  nextCursor: string | null;
}

export function Pager({ pages, size, count, nextCursor }: PagerProps) {
  if (pages.page === 1 && nextCursor === null) return null;
  const from = (pages.page - 1) * size + 1;
  return (
    <div className="m-table-foot">
      <span>{partsText.pageSpan(from, from + count - 1)}</span>
      <div className="m-cluster">
        <Button size="sm" disabled={pages.page === 1} onClick={pages.previous}>
          {partsText.previous}
        </Button>
        <Button size="sm" disabled={nextCursor === null} onClick={() => nextCursor !== null && pages.next(nextCursor)}>
          {partsText.next}
        </Button>
      </div>
    </div>
  );
}
