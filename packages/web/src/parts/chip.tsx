import { Button } from "./button.tsx";
import "./chip.css";
import { partsText } from "./strings.ts";

/** A filter that is on, and the way to take it off. */
export function Chip({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <span className="m-chip">
      <span dir="auto">{label}</span>
      <Button tone="ghost" size="sm" icon="x" aria-label={partsText.removeFilter(label)} onClick={onRemove} />
    </span>
  );
}
