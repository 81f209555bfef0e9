const digit = /\p{Nd}/u;

/** The digits of a text, of any width and script, as 0 to 9. */
export function digitsOf(text: string): string {
  return (text.normalize("NFKC").match(/\p{Nd}/gu) ?? []).map(valueOf).join("");
}

// Unicode keeps the ten digits of a script side by side, zero first.
function valueOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  let before = 0;
  while (digit.test(String.fromCodePoint(point - before - 1))) before++;
  return String(before % 10);
}
