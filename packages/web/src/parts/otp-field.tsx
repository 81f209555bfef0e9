import { useId, useState } from "react";
import "./otp.css";
import { partsText } from "./strings.ts";
import { FieldNote, noteProps } from "./text-field.tsx";
import { digitsOf } from "./digits.ts";

const length = 6;
const places = Array.from({ length }, (_, place) => place);

interface OtpFieldProps {
  label?: string;
  /** When the label stands elsewhere, as in a numbered step. */
  id?: string;
  value: string;
  onChange: (code: string) => void;
  /** Called when the sixth digit is typed or pasted. */
  onFull?: (code: string) => void;
  hint?: string;
  error?: string | undefined;
  disabled?: boolean;
  describedBy?: string | undefined;
  autoFocus?: boolean;
}

/** One real input over six drawn slots, so paste and autofill fill all six. */
export function OtpField(props: OtpFieldProps) {
  const { label, value, onChange, onFull, hint, error, disabled = false } = props;
  const generated = useId();
  const id = props.id ?? generated;
  const [focused, setFocused] = useState(false);
  const type = (text: string) => {
    const code = digitsOf(text).slice(0, length);
    onChange(code);
    if (code.length === length && code !== value) onFull?.(code);
  };
  return (
    <div className="m-field">
      {label !== undefined && (
        <label className="m-field-label" htmlFor={id}>
          {label}
        </label>
      )}
      <span
        className={["m-otp", error !== undefined && "is-invalid", disabled && "is-disabled"].filter(Boolean).join(" ")}
      >
        <Slots value={value} active={focused && !disabled ? Math.min(value.length, length - 1) : undefined} />
        <input
          {...noteProps(id, hint !== undefined || error !== undefined, error, props.describedBy)}
          id={id}
          name="code"
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]*"
          aria-label={label === undefined && props.id === undefined ? partsText.sixDigitCode : undefined}
          disabled={disabled}
          autoFocus={props.autoFocus}
          data-autofocus={props.autoFocus || undefined}
          value={value}
          onChange={(event) => type(event.target.value)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
        />
      </span>
      <FieldNote id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

function Slots({ value, active }: { value: string; active: number | undefined }) {
  return places.map((place) => (
    <span key={place} className={place === active ? "m-otp-slot is-active" : "m-otp-slot"} aria-hidden="true">
      {value[place]}
    </span>
  ));
}
