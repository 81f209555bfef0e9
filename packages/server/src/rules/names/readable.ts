/** What nobody sees, but for what joins letters and emoji (ZWNJ, ZWJ, the emoji variation selector). Fillers are letters to Unicode, and blank. */
const invisible = /(?!\u200c|\u200d|\ufe0f)\p{Default_Ignorable_Code_Point}|\u2800/u;
/** What turns the direction of the words around it. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const control = /[\p{Cc}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/u;
/** More marks on one letter than any language writes: they reach over the lines around it. */
const heaped = /\p{M}{9}/u;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * What is wrong with a text that one person types and others read, such as a name: in lists, questions and mails it must show what
 * it is, and leave the words around it alone. Undefined when nothing is. In normal form C.
 */
export function findUnreadable(text: string): string | undefined {
  if (control.test(text)) return "It cannot hold control characters.";
  if (turning.test(text)) return "It cannot hold marks that turn the direction of text.";
  if (invisible.test(text)) return "It cannot hold characters that cannot be seen.";
  if (/[<>]/.test(text)) return "It cannot hold angle brackets.";
  if (heaped.test(text)) return "It has too many marks on one letter.";
  return undefined;
}

/** Whether there is anything to see. */
export function isVisible(text: string): boolean {
  return visible.test(text.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, ""));
}
