import { XmlFault } from "./fault.ts";

const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** XML's `Char`: no control characters but tab and line ends, no halves of a pair, neither U+FFFE nor U+FFFF. */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}

/** Holds a whole document against it; its pairs are whole, having come out of UTF-8. */
export function checkCharacters(text: string): void {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 ? !isCharacter(code) : code >= 0xfffe) throw new XmlFault("a character that XML does not allow");
  }
}

/** Puts in what the five predefined entities and references to characters stand for; there are no others. */
export function decodeReferences(text: string): string {
  let amp = text.indexOf("&");
  if (amp < 0) return text;
  let [out, from] = ["", 0];
  for (; amp >= 0; amp = text.indexOf("&", from)) {
    // The longest, "&#x10FFFF;", has ten characters.
    const reference = text.slice(amp + 1, amp + 11);
    const length = reference.indexOf(";");
    if (length < 1) throw new XmlFault("an & that begins no reference");
    out += text.slice(from, amp) + referred(reference.slice(0, length));
    from = amp + length + 2;
  }
  return out + text.slice(from);
}

function referred(reference: string): string {
  if (!reference.startsWith("#")) {
    const character = Object.hasOwn(named, reference) ? named[reference] : undefined;
    if (character === undefined) throw new XmlFault("an entity that XML does not define by itself");
    return character;
  }
  const isHex = reference.startsWith("#x");
  const digits = reference.slice(isHex ? 2 : 1);
  if (!(isHex ? /^[0-9A-Fa-f]+$/ : /^[0-9]+$/).test(digits)) throw new XmlFault("an & that begins no reference");
  const code = Number.parseInt(digits, isHex ? 16 : 10);
  if (!isCharacter(code)) throw new XmlFault("a character that XML does not allow");
  return String.fromCodePoint(code);
}
