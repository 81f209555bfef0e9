const digit = /\p{Nd}/u;

// Unicode keeps the ten digits of a script side by side, zero first.
function valueOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  let before = 0;
  while (digit.test(String.fromCodePoint(point - before - 1))) before++;
  return String(before % 10);
}

const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu;
// What people and their devices put between parts: white space, dashes and minus signs of all kinds. Some are two things.
const between = /[\p{White_Space}\p{Dash}\p{Pd}\u02D7\u2043\u30FC]/gu;

/**
 * What was typed, as it was meant: one width, digits of any script as 0 to 9, nothing that cannot be seen. Letters and other signs
 * stay: what they stand for is another question.
 */
export function foldTyped(typed: string): string {
  return typed
    .normalize("NFKC")
    .replaceAll(unseen, "")
    .replaceAll(/\p{Nd}/gu, valueOf);
}

/** The same without what separates its parts: one way to read a code, whatever its kind. */
export function foldCode(typed: string): string {
  return foldTyped(typed.replaceAll(/[\p{White_Space}\p{Dash}]/gu, "")).replaceAll(between, "");
}
