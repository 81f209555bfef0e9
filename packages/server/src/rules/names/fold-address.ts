/**
 * The local part without case: each character by itself, as Unicode's simple case folding has it, and in normal form C again, for
 * to lower a letter may join it with its mark. What grows when it is folded (ß) stays: it is another mailbox.
 */
export function foldLocal(local: string): string {
  return [...local].map(foldCase).join("").normalize("NFC");
}

function foldCase(character: string): string {
  const upper = character.toUpperCase();
  // Turkish knows an i without a dot; elsewhere it is nobody's i.
  return [...upper].length === 1 && character !== "ı" ? upper.toLowerCase() : character.toLowerCase();
}
