import { foldTyped } from "../../../server/src/rules/authenticators/typed.ts";

/** The digits of a text, of any width and script, as 0 to 9: read as the server reads what was typed. */
export function digitsOf(text: string): string {
  return foldTyped(text).replaceAll(/[^0-9]/g, "");
}
