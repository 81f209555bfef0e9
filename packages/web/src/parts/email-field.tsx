import { TextField, type TextFieldProps } from "./text-field.tsx";

/** Takes an email address as it is typed: no keyboard capitalizes or corrects it. */
export function EmailField(props: Omit<TextFieldProps, "type" | "autoCapitalize" | "spellCheck">) {
  return <TextField {...props} type="email" autoCapitalize="none" spellCheck={false} />;
}
