import { useState } from "react";
import type { AddressOf } from "../../../server/src/addresses.ts";
import type { MemberItem } from "../app/api-types.ts";
import { LoadMore } from "../app/load-more.tsx";
import { requestIdOf } from "../app/trouble.ts";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Empty } from "../parts/empty.tsx";
import { plural } from "../parts/format.ts";
import { LoadError } from "../parts/load-error.tsx";
import { Section } from "../parts/page.tsx";
import { Loading, SkeletonRows } from "../parts/skeleton.tsx";
import { MemberFilters } from "./member-filters.tsx";
import { MembersTable } from "./members-table.tsx";
import { membersText } from "./strings.ts";
import { everyMember, useMembers } from "./use-members.ts";

/** The list, with what narrows it. */
export function MembersSection({ home }: { home: AddressOf<"members"> }) {
  const [filter, setFilter] = useState(everyMember);
  const members = useMembers(filter);
  const { data, error, isPlaceholderData, refetch } = members;
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <Section title={membersText.listTitle} headingId="members-list">
      <div className="m-stack">
        <MemberFilters
          filter={filter}
          onFilter={setFilter}
          status={items && !isPlaceholderData && shownWords(items, members.hasNextPage)}
        />
        {items === undefined && error === null && (
          <Loading label={membersText.loading}>
            <SkeletonRows rows={4} />
          </Loading>
        )}
        {items === undefined && error !== null && (
          <Card>
            <LoadError title={membersText.loadFailed} requestId={requestIdOf(error)} onRetry={() => void refetch()} />
          </Card>
        )}
        {items?.length === 0 && <NoMatches onClear={() => setFilter(everyMember)} />}
        {items !== undefined && items.length > 0 && (
          <Card>
            <MembersTable members={items} home={home} />
            <LoadMore list={members} failed={membersText.moreFailed} />
          </Card>
        )}
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
