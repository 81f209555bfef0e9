import { useId } from "react";
import { FieldFrame } from "../parts/text-field.tsx";
import { newOrganizationText } from "./strings.ts";

const known = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** The browser's own time zone. */
export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function ZoneField({ zone, onZone }: { zone: string; onZone: (zone: string) => void }) {
  const id = useId();
  const zones = known.includes(zone) ? known : [zone, ...known];
  return (
    <FieldFrame id={id} label={newOrganizationText.zone} hint={newOrganizationText.zoneHint}>
      <span className="m-select">
        <select id={id} aria-describedby={`${id}-note`} value={zone} onChange={(event) => onZone(event.target.value)}>
          {zones.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </span>
    </FieldFrame>
  );
}
