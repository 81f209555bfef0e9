/** What a header's text is without white space around it, which is SP and TAB and nothing else (RFC 9110 §5.6.3): `trim()` would also take what a name or a value may be made of, such as U+00A0. */
export function withoutSpace(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09;
