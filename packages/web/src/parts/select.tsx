import "./field.css";

interface SelectProps<Value extends string> {
  label: string;
  value: Value;
  options: { value: Value; label: string; disabled?: boolean }[];
  onChange: (value: Value) => void;
  /** At the end of its row. */
  push?: boolean;
  /** Two stand beside each other on a phone. */
  half?: boolean;
  disabled?: boolean;
  /** The id of the note that says what is wrong with it. */
  wrong?: string;
}

/** A native list of choices, small, among other filters. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, options, onChange, push = false, half = false, disabled = false, wrong } = props;
  const classes = ["m-select", "m-select-sm", push && "m-push", half && "m-select-half"];
  return (
    <span className={classes.filter(Boolean).join(" ")}>
      <select
        aria-label={label}
        aria-invalid={wrong !== undefined || undefined}
        aria-describedby={wrong}
        value={value}
        disabled={disabled}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}
