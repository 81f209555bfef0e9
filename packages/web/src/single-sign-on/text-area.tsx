import { useId } from "react";
import { FieldFrame, noteProps } from "../parts/text-field.tsx";
import "./details.css";

interface TextAreaProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint: string;
  rows: number;
  error: string | undefined;
}

/** A field for text of many lines that comes from elsewhere, such as a file. */
export function TextArea({ label, value, onChange, hint, rows, error }: TextAreaProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <textarea
        {...noteProps(id, true, error)}
        id={id}
        className="m-input m-input-mono"
        rows={rows}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldFrame>
  );
}
