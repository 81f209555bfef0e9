import "./switch.css";

interface SwitchProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** For what takes effect at once, or with the page's save bar. */
export function Switch({ label, checked, onChange, disabled = false }: SwitchProps) {
  return (
    <label className="m-switch">
      <input
        type="checkbox"
        role="switch"
        aria-label={label}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span />
    </label>
  );
}
