import type { ReactNode } from "react";
import type { MemberItem } from "../app/api-types.ts";
import { Chip } from "../parts/chip.tsx";
import { Select } from "../parts/select.tsx";
import { membersText, protectionText, roleText } from "./strings.ts";
import { everyMember, isEveryMember, type MemberFilter } from "./use-members.ts";

type Choice<Value extends string> = { value: Value | "any"; label: string }[];

function choices<Value extends string>(any: string, words: Record<Value, string>): Choice<Value> {
  const named = Object.entries<string>(words).map(([value, label]) => ({ value: value as Value, label }));
  return [{ value: "any", label: any }, ...named];
}

const statusText: Record<MemberItem["status"], string> = {
  active: membersText.active,
  suspended: membersText.suspended,
};

interface MemberFiltersProps {
  filter: MemberFilter;
  onFilter: (filter: MemberFilter) => void;
  /** How many are shown, said again when it changes. */
  status: ReactNode;
}

export function MemberFilters({ filter, onFilter, status }: MemberFiltersProps) {
  return (
    <>
      <div className="m-filters" role="search" aria-label={membersText.filters}>
        <input
          className="m-input m-member-search"
          type="search"
          aria-label={membersText.search}
          placeholder={membersText.search}
          maxLength={100}
          value={filter.search}
          onChange={(event) => onFilter({ ...filter, search: event.target.value })}
        />
        <Select
          label={membersText.role}
          value={filter.role}
          onChange={(role) => onFilter({ ...filter, role })}
          half
          options={choices(membersText.anyRole, roleText)}
        />
        <Select
          label={membersText.status}
          value={filter.status}
          onChange={(chosen) => onFilter({ ...filter, status: chosen })}
          half
          options={choices(membersText.anyStatus, statusText)}
        />
        <Select
          label={membersText.protection}
          value={filter.protection}
          onChange={(protection) => onFilter({ ...filter, protection })}
          half
          options={choices(membersText.anyProtection, protectionText)}
        />
      </div>
      <div className="m-cluster">
        <Chips filter={filter} onFilter={onFilter} />
        <span className="m-small m-muted m-push" role="status">
          {status}
        </span>
      </div>
    </>
  );
}

function Chips({ filter, onFilter }: Omit<MemberFiltersProps, "status">) {
  const { role, status, protection } = filter;
  if (isEveryMember(filter)) return null;
  return (
    <>
      {role !== "any" && <Chip label={roleText[role]} onRemove={() => onFilter({ ...filter, role: "any" })} />}
      {status !== "any" && <Chip label={statusText[status]} onRemove={() => onFilter({ ...filter, status: "any" })} />}
      {protection !== "any" && (
        <Chip label={protectionText[protection]} onRemove={() => onFilter({ ...filter, protection: "any" })} />
      )}
      <button type="button" className="m-link-btn m-small" onClick={() => onFilter(everyMember)}>
        {membersText.clear}
      </button>
    </>
  );
}
