import "../parts/card.css";
import "../parts/field.css";
import { Segments } from "../parts/segments.tsx";
import { historyText } from "./strings.ts";

export type OutcomeFilter = "all" | "success" | "failure";
export type Zone = "utc" | "local";

interface HistoryFiltersProps {
  outcome: OutcomeFilter;
  onOutcome: (outcome: OutcomeFilter) => void;
  zone: Zone;
  onZone: (zone: Zone) => void;
}

export function HistoryFilters({ outcome, onOutcome, zone, onZone }: HistoryFiltersProps) {
  return (
    <div className="m-card-bar m-filters" role="group" aria-label={historyText.filter}>
      <Segments
        label={historyText.outcome}
        value={outcome}
        onChange={onOutcome}
        options={[
          { value: "all", label: historyText.all },
          { value: "success", label: historyText.successful },
          { value: "failure", label: historyText.failed },
        ]}
      />
      <span className="m-select m-select-sm m-push">
        <select
          aria-label={historyText.zone}
          value={zone}
          onChange={(event) => onZone(event.target.value === "utc" ? "utc" : "local")}
        >
          <option value="utc">{historyText.utc}</option>
          <option value="local">{historyText.local}</option>
        </select>
      </span>
    </div>
  );
}
