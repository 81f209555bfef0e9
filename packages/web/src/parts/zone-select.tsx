import { Select } from "./select.tsx";
import { partsText } from "./strings.ts";

export type Zone = "utc" | "local";

interface ZoneSelectProps {
  zone: Zone;
  onZone: (zone: Zone) => void;
}

/** In which zone the times of a list are shown. */
export function ZoneSelect({ zone, onZone }: ZoneSelectProps) {
  return (
    <Select
      label={partsText.zone}
      value={zone}
      onChange={onZone}
      push
      options={[
        { value: "utc", label: partsText.utc },
        { value: "local", label: partsText.local },
      ]}
    />
  );
}
