import "./meter.css";

interface MeterProps {
  remaining: number;
  total: number;
  /** The same in words. */
  label: string;
  low: boolean;
}

export function Meter({ remaining, total, label, low }: MeterProps) {
  const places = Array.from({ length: total }, (_, place) => place);
  return (
    <span className={low ? "m-slots m-slots-low" : "m-slots"} role="img" aria-label={label}>
      {places.map((place) => (
        <i key={place} className={place < remaining ? "on" : undefined} />
      ))}
    </span>
  );
}
