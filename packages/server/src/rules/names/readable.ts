/** What nobody sees, but for what joins letters and emoji (ZWNJ, ZWJ, the emoji variation selector). Fillers are letters to Unicode, and blank. */
const invisible = /(?!\u200c|\u200d|\ufe0f)\p{Default_Ignorable_Code_Point}|\u2800|[\ufff9-\ufffc\u{13430}-\u{1343f}]/u;
const joiner = /\u200c|\u200d|\ufe0f/u;
/** Those join only where a script or an emoji has them join (RFC 5892 A.1): between Latin letters they are as good as nothing, and two names look like one. */
const joining =
  "\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mandaic}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Adlam}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}";
const joins = new RegExp(
  [
    // The joiner first: what stands before it is looked at for joiners only, however long the text.
    `[\\u200c\\u200d](?<=[${joining}]\\p{M}*.)(?=[${joining}])`,
    "\\u200d(?<=\\p{Extended_Pictographic}\\ufe0f?\\p{Emoji_Modifier}?.)(?=\\p{Extended_Pictographic})",
    "\\ufe0f(?<=\\p{Extended_Pictographic}.)",
    "\\ufe0f(?<=[0-9#*].)(?=\\u20e3)",
  ].join("|"),
  "gu",
);
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
  if (invisible.test(text) || joiner.test(text.replaceAll(joins, "")))
    return "It cannot hold characters that cannot be seen.";
  if (/[<>]/.test(text)) return "It cannot hold angle brackets.";
  if (heaped.test(text)) return "It has too many marks on one letter.";
  return undefined;
}

/** Whether there is anything to see. */
export function isVisible(text: string): boolean {
  return visible.test(text.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, ""));
}
