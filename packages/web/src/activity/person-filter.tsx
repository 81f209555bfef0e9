import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useClient } from "../app/client.ts";
import { useMay, useOrganization } from "../app/organization-gate.tsx";
import { Select } from "../parts/select.tsx";
import type { FilterState } from "./filter.ts";
import { auditText } from "./strings.ts";

const anyone = "any";

/** One member's events, for those who may list members. Anyone further down is chosen from an event of theirs. */
export function PersonFilter({ state: { filter, setFilter } }: { state: FilterState }) {
  const client = useClient();
  const { id: org } = useOrganization();
  const may = useMay("list-members");
  const { data } = useQuery({
    queryKey: ["members", org, "first"],
    queryFn: () =>
      answerOf(client.GET("/v1/organizations/{org}/members", { params: { path: { org }, query: { limit: 100 } } })),
    enabled: may,
  });
  if (!may || data === undefined) return null;
  const listed = data.items.map(({ account: { id, name } }) => ({ id, name }));
  const { account } = filter;
  const people = account === null || listed.some(({ id }) => id === account.id) ? listed : [account, ...listed];
  return (
    <Select
      label={auditText.person}
      value={account?.id ?? anyone}
      half
      options={[
        { value: anyone, label: auditText.anyone },
        ...people.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(chosen) => setFilter({ ...filter, account: people.find(({ id }) => id === chosen) ?? null })}
    />
  );
}
