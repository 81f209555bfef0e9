import { useId } from "react";
import "./segments.css";

interface SegmentsProps<Value extends string> {
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChange: (value: Value) => void;
  /** Many: on a narrow page they take two lines. */
  wraps?: boolean;
}

export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, value, options, onChange, wraps = false } = props;
  const name = useId();
  return (
    <div className={wraps ? "m-seg m-seg-wraps" : "m-seg"} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span dir="auto">{option.label}</span>
        </label>
      ))}
    </div>
  );
}
