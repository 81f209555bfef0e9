import { useState } from "react";
import type { AddressOf } from "../../../server/src/addresses.ts";
import type { MemberItem } from "../app/api-types.ts";
import { LoadMore } from "../app/load-more.tsx";
import { listed, QueryView } from "../app/query-view.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { plural } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { MemberFilters } from "./member-filters.tsx";
import { MembersTable } from "./members-table.tsx";
import { membersText } from "./strings.ts";
import { everyMember, useMembers } from "./use-members.ts";

/** The list, with what narrows it. */
export function MembersSection({ home }: { home: AddressOf<"members"> }) {
  const [filter, setFilter] = useState(everyMember);
  const members = useMembers(filter);
  const list = listed(members);
  const items = !members.isPlaceholderData && list.data;
  return (
    <Section title={membersText.listTitle} headingId="members-list">
      <div className="m-stack">
        <MemberFilters filter={filter} onFilter={setFilter} status={items && shownWords(items, members.hasNextPage)} />
        <QueryView query={list} loading={membersText.loading} rows={4} failed={membersText.loadFailed} carded>
          {(found) =>
            found.length === 0 ? (
              <NoMatches onClear={() => setFilter(everyMember)} />
            ) : (
              <Card>
                <MembersTable members={found} home={home} />
                <LoadMore list={members} failed={membersText.moreFailed} />
              </Card>
            )
          }
        </QueryView>
      </div>
    </Section>
  );
}

function shownWords(items: MemberItem[], more: boolean): string {
  return plural(items.length, more ? membersText.shownOfMore : membersText.shown);
}

function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <Card>
      <Empty
        icon="search"
        title={membersText.noMatches}
        actions={
          <Button size="sm" onClick={onClear}>
            {membersText.clear}
          </Button>
        }
      >
        {membersText.noMatchesText}
      </Empty>
    </Card>
  );
}
