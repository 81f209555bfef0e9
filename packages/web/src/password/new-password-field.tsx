import { useId } from "react";
import "../parts/effects.css";
import { Icon } from "../parts/icon.tsx";
import { PasswordField } from "../parts/password-field.tsx";
import type { Rule } from "./rules.ts";
import { passwordText } from "./strings.ts";
import { usePasswordCheck } from "./use-password-check.ts";

interface NewPasswordFieldProps {
  label: string;
  value: string;
  onChange: (password: string) => void;
  identity?: { email?: string; name?: string };
  error?: string | undefined;
  large?: boolean;
  autoFocus?: boolean;
}

/** A new password with the rules beneath it, ticked off while it is typed. */
export function NewPasswordField({
  label,
  value,
  onChange,
  identity = {},
  error,
  large,
  autoFocus,
}: NewPasswordFieldProps) {
  const rulesId = useId();
  const { rules, unmet, tooLong } = usePasswordCheck(value, identity);
  return (
    <div className="m-stack-2">
      <PasswordField
        label={label}
        autoComplete="new-password"
        value={value}
        onChange={onChange}
        error={error ?? tooLong}
        describedBy={rulesId}
        {...(large !== undefined && { large })}
        {...(autoFocus !== undefined && { autoFocus })}
      />
      <ul className="m-effects m-effects-tight m-small" id={rulesId} aria-label={passwordText.rules}>
        {rules.map((rule) => (
          <RuleLine
            key={rule.label}
            rule={rule}
            met={value !== "" && !rule.codes.some((code) => unmet.includes(code))}
          />
        ))}
      </ul>
    </div>
  );
}

function RuleLine({ rule, met }: { rule: Rule; met: boolean }) {
  return (
    <li className={met ? "m-text-success" : undefined}>
      <span>
        <Icon name={met ? "check" : "x"} />
      </span>
      <span>
        {rule.label}
        <span className="m-sr">{met ? passwordText.done : passwordText.notYet}</span>
      </span>
    </li>
  );
}
