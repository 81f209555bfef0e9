import { signInText } from "./strings.ts";

/** What is wrong with a typed address, as far as a page can tell; the server has the last word. */
export function emailTrouble(typed: string): string | undefined {
  const email = typed.trim();
  if (email === "") return signInText.emailMissing;
  return /^[^\s@]+@[^\s@]+$/.test(email) ? undefined : signInText.emailInvalid;
}
