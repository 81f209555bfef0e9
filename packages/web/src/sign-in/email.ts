import { signInText } from "./strings.ts";

/** What is wrong with a typed address, as far as a page can tell; the server has the last word. */
export function emailTrouble(typed: string): string | undefined {
  const email = typed.trim();
  if (email === "") return signInText.emailMissing;
  return isWhole(email) ? undefined : signInText.emailInvalid;
}

/** The same of an address that is somebody else's. */
export function othersEmailTrouble(typed: string): string | undefined {
  const email = typed.trim();
  if (email === "") return signInText.othersEmailMissing;
  return isWhole(email) ? undefined : signInText.emailInvalid;
}

const isWhole = (email: string): boolean => /^[^\s@]+@[^\s@]+$/.test(email);
