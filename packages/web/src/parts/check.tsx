import type { ReactNode } from "react";
import "./field.css";

interface CheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: ReactNode;
  disabled?: boolean;
  children: ReactNode;
}

export function Check({ checked, onChange, hint, disabled = false, children }: CheckProps) {
  return (
    <label className="m-check">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="m-check-text">
        {children}
        {hint !== undefined && <span className="m-check-hint">{hint}</span>}
      </span>
    </label>
  );
}
