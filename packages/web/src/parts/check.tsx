import type { ReactNode } from "react";
import "./field.css";

interface CheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: ReactNode;
  children: ReactNode;
}

export function Check({ checked, onChange, hint, children }: CheckProps) {
  return (
    <label className="m-check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span className="m-check-text">
        {children}
        {hint !== undefined && <span className="m-check-hint">{hint}</span>}
      </span>
    </label>
  );
}
