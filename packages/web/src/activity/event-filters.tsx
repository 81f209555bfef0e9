import type { ReactNode } from "react";
import type { EventKind } from "../app/api-types.ts";
import { Chip } from "../parts/chip.tsx";
import { Select } from "../parts/select.tsx";
import { ZoneSelect } from "../parts/zone-select.tsx";
import { everyEvent, isEveryEvent, type FilterState } from "./filter.ts";
import { anyDate, periodWords, type Period, type Preset } from "./period.ts";
import { activityText, auditText, kindText, logText } from "./strings.ts";

const presets: Preset[] = ["7", "30", "90"];

interface EventFiltersProps {
  state: FilterState;
  /** Those that this log can hold. */
  kinds: readonly EventKind[];
  label: string;
  /** In front of the other filters. */
  above?: ReactNode;
  /** How many are shown, said again when it changes. */
  status: ReactNode;
}

export function EventFilters({ state, kinds, label, above, status }: EventFiltersProps) {
  const { filter, setFilter, zone, setZone } = state;
  const { period } = filter;
  return (
    <>
      <div className="m-filters" role="search" aria-label={label}>
        {above}
        <Select
          label={activityText.kind}
          value={filter.kind}
          onChange={(kind) => setFilter({ ...filter, kind })}
          half
          options={[
            { value: "any", label: activityText.anyKind },
            ...kinds.map((kind) => ({ value: kind, label: kindText[kind] })),
          ]}
        />
        <Select
          label={activityText.dates}
          value={period.preset}
          onChange={(preset) => setFilter({ ...filter, period: { ...anyDate, preset } })}
          half
          options={[
            { value: "any", label: activityText.anyDate },
            ...presets.map((preset) => ({ value: preset, label: activityText.lastDays(Number(preset)) })),
            { value: "dates", label: activityText.chooseDates },
          ]}
        />
        {period.preset === "dates" && (
          <Dates period={period} onPeriod={(chosen) => setFilter({ ...filter, period: chosen })} />
        )}
        <ZoneSelect zone={zone} onZone={setZone} />
      </div>
      <div className="m-cluster m-active-filters">
        <Chips state={state} />
        <span className="m-small m-muted m-push" role="status">
          {status}
        </span>
      </div>
    </>
  );
}

/** Two days of one's own choice, each within what the other allows. */
function Dates({ period, onPeriod }: { period: Period; onPeriod: (period: Period) => void }) {
  return (
    <>
      <label className="m-date">
        <span>{activityText.from}</span>
        <input
          className="m-input"
          type="date"
          value={period.from}
          max={period.to === "" ? undefined : period.to}
          onChange={(event) => onPeriod({ ...period, from: event.target.value })}
        />
      </label>
      <label className="m-date">
        <span>{activityText.to}</span>
        <input
          className="m-input"
          type="date"
          value={period.to}
          min={period.from === "" ? undefined : period.from}
          onChange={(event) => onPeriod({ ...period, to: event.target.value })}
        />
      </label>
    </>
  );
}

function Chips({ state: { filter, setFilter } }: { state: FilterState }) {
  const { kind, period, account, search } = filter;
  const dates = periodWords(period);
  if (isEveryEvent(filter)) return null;
  return (
    <>
      {account !== null && (
        <Chip label={logText.account(account.name)} onRemove={() => setFilter({ ...filter, account: null })} />
      )}
      {search !== "" && (
        <Chip label={auditText.searched(search)} onRemove={() => setFilter({ ...filter, search: "" })} />
      )}
      {kind !== "any" && <Chip label={kindText[kind]} onRemove={() => setFilter({ ...filter, kind: "any" })} />}
      {dates !== undefined && <Chip label={dates} onRemove={() => setFilter({ ...filter, period: anyDate })} />}
      <button type="button" className="m-link-btn m-small" onClick={() => setFilter(everyEvent)}>
        {activityText.clearAll}
      </button>
    </>
  );
}
