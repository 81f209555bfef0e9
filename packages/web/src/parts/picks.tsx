import { useId } from "react";
import "./picks.css";

interface PicksProps<Value extends string> {
  legend: string;
  value: Value;
  options: { value: Value; name: string; hint: string }[];
  onChange: (value: Value) => void;
}

/** Cards of which one is chosen; the whole card is the label. */
export function Picks<Value extends string>({ legend, value, options, onChange }: PicksProps<Value>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="m-sr">{legend}</legend>
      <div className="m-picks">
        {options.map((option) => (
          <label key={option.value} className="m-pick">
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span className="m-pick-name">{option.name}</span>
            <span className="m-pick-hint">{option.hint}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
