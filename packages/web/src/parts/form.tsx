import { useEffect, useRef, type ReactNode } from "react";

interface FormProps {
  onSubmit: () => void;
  /** A new object each time something was refused; focus then goes to the first wrong field. */
  refusal?: object | null | undefined;
  className?: string;
  children: ReactNode;
}

export function Form({ onSubmit, refusal, className, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusal === null || refusal === undefined) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusal]);
  return (
    <form
      ref={form}
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      noValidate
    >
      {children}
    </form>
  );
}
