import { useId, type ComponentPropsWithRef, type ReactNode } from "react";
import "./field.css";
import { Icon } from "./icon.tsx";

interface FrameProps {
  id: string;
  label: ReactNode;
  /** Beside the label, at the end of its line. */
  aside?: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
}

/** Label above, hint below; an error takes the hint's place and is tied to the control by the same id. */
export function FieldFrame({ id, label, aside, hint, error, children }: FrameProps) {
  const caption = (
    <label className="m-field-label" htmlFor={id}>
      {label}
    </label>
  );
  return (
    <div className="m-field">
      {aside === undefined ? (
        caption
      ) : (
        <div className="m-field-head">
          {caption}
          {aside}
        </div>
      )}
      {children}
      <FieldNote id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

export function FieldNote({ id, hint, error }: { id: string; hint?: ReactNode; error?: string | undefined }) {
  if (error !== undefined) {
    return (
      <p className="m-field-error" id={id} role="alert">
        <Icon name="error" />
        <span>{error}</span>
      </p>
    );
  }
  if (hint === undefined) return null;
  return (
    <p className="m-field-hint" id={id}>
      {hint}
    </p>
  );
}

/** What a control must say about its note and its state. */
export function noteProps(id: string, hasNote: boolean, error: string | undefined, describedBy?: string) {
  const ids = [describedBy, hasNote ? `${id}-note` : undefined].filter((part) => part !== undefined);
  return {
    "aria-describedby": ids.length > 0 ? ids.join(" ") : undefined,
    "aria-invalid": error !== undefined || undefined,
  };
}

export interface TextFieldProps extends Omit<
  ComponentPropsWithRef<"input">,
  "onChange" | "value" | "size" | "className"
> {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  aside?: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  large?: boolean;
  mono?: boolean;
}

export function TextField({ label, value, onChange, aside, hint, error, large, mono, ...rest }: TextFieldProps) {
  const generated = useId();
  const id = rest.id ?? generated;
  const note = noteProps(id, hint !== undefined || error !== undefined, error, rest["aria-describedby"]);
  return (
    <FieldFrame id={id} label={label} aside={aside} hint={hint} error={error}>
      <input
        {...rest}
        {...note}
        id={id}
        className={["m-input", large && "m-input-lg", mono && "m-input-mono"].filter(Boolean).join(" ")}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldFrame>
  );
}
