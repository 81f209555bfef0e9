import { useId, useState, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { partsText } from "./strings.ts";
import { FieldFrame, noteProps } from "./text-field.tsx";

interface PasswordFieldProps {
  label?: ReactNode;
  value: string;
  onChange: (value: string) => void;
  /** Whose password it is; undefined where another field of the form says so, or nobody knows. */
  username: string | undefined;
  autoComplete: "current-password" | "new-password";
  aside?: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** Wrong, and said so elsewhere. */
  invalid?: boolean;
  large?: boolean;
  describedBy?: string | undefined;
  autoFocus?: boolean;
}

/** Whose password it is, for password managers: they keep it under this. */
function UsernameField({ email }: { email: string }) {
  return (
    <input
      className="m-sr"
      type="email"
      name="username"
      autoComplete="username"
      value={email}
      readOnly
      tabIndex={-1}
      aria-hidden
    />
  );
}

export function PasswordField(props: PasswordFieldProps) {
  const { label = partsText.password, value, onChange, aside, hint, error, large = false } = props;
  const id = useId();
  const [shown, setShown] = useState(false);
  const hasNote = hint !== undefined || error !== undefined;
  return (
    <FieldFrame id={id} label={label} aside={aside} hint={hint} error={error}>
      {props.username !== undefined && <UsernameField email={props.username} />}
      <div className="m-with-btn">
        <input
          {...noteProps(id, hasNote, error, props.describedBy)}
          {...(props.invalid === true && { "aria-invalid": true })}
          id={id}
          className={large ? "m-input m-input-lg" : "m-input"}
          type={shown ? "text" : "password"}
          autoComplete={props.autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={props.autoFocus}
          data-autofocus={props.autoFocus || undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <Button
          tone="ghost"
          icon={shown ? "eye-off" : "eye"}
          aria-label={shown ? partsText.hidePassword : partsText.showPassword}
          onClick={() => setShown(!shown)}
        />
      </div>
    </FieldFrame>
  );
}
