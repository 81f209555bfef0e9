import { useId } from "react";
import { FieldFrame } from "../parts/text-field.tsx";
import { newOrganizationText } from "./strings.ts";
import { zonesOffered, zoneToday } from "./zones.ts";

const known = zonesOffered(Intl.supportedValuesOf("timeZone"));

/** The browser's own time zone. */
export function zoneHere(): string {
  return zoneToday(Intl.DateTimeFormat().resolvedOptions().timeZone);
}

export function ZoneField({ zone, onZone }: { zone: string; onZone: (zone: string) => void }) {
  const id = useId();
  const own = zoneToday(zone);
  const zones = known.includes(own) ? known : [own, ...known];
  return (
    <FieldFrame id={id} label={newOrganizationText.zone} hint={newOrganizationText.zoneHint}>
      <span className="m-select">
        <select id={id} aria-describedby={`${id}-note`} value={own} onChange={(event) => onZone(event.target.value)}>
          {zones.map((each) => (
            <option key={each} value={each}>
              {each.replaceAll("_", " ")}
            </option>
          ))}
        </select>
      </span>
    </FieldFrame>
  );
}
