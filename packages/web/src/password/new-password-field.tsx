import { useId } from "react";
import "../parts/effects.css";
import { Icon, type IconName } from "../parts/icon.tsx";
import { PasswordField } from "../parts/password-field.tsx";
import { type Rule, type RuleState, stateOf } from "./rules.ts";
import { passwordText } from "./strings.ts";
import { type PasswordIdentity, usePasswordCheck } from "./use-password-check.ts";

interface NewPasswordFieldProps {
  label: string;
  value: string;
  onChange: (password: string) => void;
  /** As of `PasswordField`. */
  username: string | undefined;
  identity?: PasswordIdentity;
  error?: string | undefined;
  large?: boolean;
  autoFocus?: boolean;
}

/** A new password with the rules beneath it, ticked off while it is typed. */
export function NewPasswordField({
  label,
  value,
  onChange,
  username,
  identity = {},
  error,
  large,
  autoFocus,
}: NewPasswordFieldProps) {
  const rulesId = useId();
  const { rules, unmet, pending, tooLong } = usePasswordCheck(value, identity);
  return (
    <div className="m-stack-2">
      <PasswordField
        label={label}
        username={username}
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
          <RuleLine key={rule.label} rule={rule} state={stateOf(rule, { value, unmet, pending })} />
        ))}
      </ul>
    </div>
  );
}

const marks: Record<RuleState, { icon: IconName; said: string; className?: string }> = {
  met: { icon: "check", said: passwordText.done, className: "m-text-success" },
  unmet: { icon: "x", said: passwordText.notYet },
  open: { icon: "more", said: "" },
};

function RuleLine({ rule, state }: { rule: Rule; state: RuleState }) {
  const { icon, said, className } = marks[state];
  return (
    <li className={className}>
      <span>
        <Icon name={icon} />
      </span>
      <span>
        {rule.label}
        <span className="m-sr">{said}</span>
      </span>
    </li>
  );
}
