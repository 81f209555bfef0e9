import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { everyEvent, isEveryEvent, type FilterState } from "./filter.ts";
import { activityText } from "./strings.ts";

/** In place of a list: nothing has happened, or nothing fits the filters. */
export function Nothing({ state: { filter, setFilter } }: { state: FilterState }) {
  if (isEveryEvent(filter)) {
    return (
      <Card>
        <Empty icon="list" heading="h2" title={activityText.nothingYet}>
          {activityText.nothingYetText}
        </Empty>
      </Card>
    );
  }
  return (
    <Card>
      <Empty
        icon="search"
        heading="h2"
        title={activityText.noMatches}
        actions={
          <Button size="sm" onClick={() => setFilter(everyEvent)}>
            {activityText.clearFilters}
          </Button>
        }
      >
        {activityText.noMatchesText}
      </Empty>
    </Card>
  );
}
