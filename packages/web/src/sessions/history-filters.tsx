import type { SignInItem } from "../app/api-types.ts";
import "../parts/card.css";
import { Segments } from "../parts/segments.tsx";
import { Select } from "../parts/select.tsx";
import { ZoneSelect, type Zone } from "../parts/zone-select.tsx";
import { historyText, methodText } from "./strings.ts";

type Method = SignInItem["method"];

export interface HistoryFilter {
  outcome: "all" | SignInItem["outcome"];
  method: "any" | Method;
  days: "90" | "30" | "7";
}

export const everySignIn: HistoryFilter = { outcome: "all", method: "any", days: "90" };

export function isEverySignIn({ outcome, method, days }: HistoryFilter): boolean {
  return outcome === "all" && method === "any" && days === "90";
}

interface HistoryFiltersProps {
  filter: HistoryFilter;
  onFilter: (filter: HistoryFilter) => void;
  methods: Method[];
  zone: Zone;
  onZone: (zone: Zone) => void;
}

export function HistoryFilters({ filter, onFilter, methods, zone, onZone }: HistoryFiltersProps) {
  return (
    <div className="m-card-bar m-filters" role="group" aria-label={historyText.filter}>
      <Segments
        label={historyText.outcome}
        value={filter.outcome}
        onChange={(outcome) => onFilter({ ...filter, outcome })}
        options={[
          { value: "all", label: historyText.all },
          { value: "success", label: historyText.successful },
          { value: "failure", label: historyText.failed },
        ]}
      />
      <Select
        label={historyText.method}
        value={filter.method}
        onChange={(method) => onFilter({ ...filter, method })}
        half
        options={[
          { value: "any", label: historyText.anyMethod },
          ...methods.map((method) => ({ value: method, label: methodText[method] })),
        ]}
      />
      <Select
        label={historyText.period}
        value={filter.days}
        onChange={(days) => onFilter({ ...filter, days })}
        half
        options={[
          { value: "90", label: historyText.lastDays(90) },
          { value: "30", label: historyText.lastDays(30) },
          { value: "7", label: historyText.lastDays(7) },
        ]}
      />
      <ZoneSelect zone={zone} onZone={onZone} />
    </div>
  );
}
