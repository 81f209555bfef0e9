declare const isPlain: unique symbol;

/** One line of a mail that holds nothing a reader's program turns into a link, and nothing that moves what stands beside it. Only `line` makes one. */
export type MailLine = string & { readonly [isPlain]: true };

const longest = 80;
// Controls, bidi marks and other invisible formats, line and paragraph ends, halves of letters.
const unshown = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;
// A scheme, an address, numbers of a host, or letters joined by a dot as hosts are. An initial ("J.R. Smith") is none.
const linkLike = [
  /:\/\/|\b(?:mailto|tel|sms|data|javascript):|\S@\S|\bwww\./iu,
  /\d\.\d+\.\d+\.\d/u,
  /[\p{L}\p{N}_-][.。][\p{L}\p{N}-]*\p{L}{2}/iu,
];

/** A name that somebody chose, as a mail says it: what could pass for a link is left out, for mail programs make one of it. */
export function plainName(name: string, instead: string): string {
  const shown = name.replace(unshown, " ").replaceAll(/\s+/gu, " ").trim();
  // Letters that only look different (full-width, circled) are read as what they stand for; without marks between them, too.
  const read = name.normalize("NFKC");
  if (shown === "" || [shown, read, read.replace(unshown, "")].some(isLinkLike)) return instead;
  const letters = [...shown];
  return letters.length <= longest ? shown : `${letters.slice(0, longest - 1).join("")}…`;
}

const isLinkLike = (text: string): boolean => linkLike.some((each) => each.test(text));

export const organizationName = (name: string): string => plainName(name, "an organization");
export const personName = (name: string): string => plainName(name, "someone");

/** Makes a line: what is written stays as it is, what is put in is a name somebody may have chosen. */
export function line(written: TemplateStringsArray, ...put: readonly string[]): MailLine {
  const names = put.map((each) => plainName(each, "…"));
  return written.reduce((text, part, at) => `${text}${names[at - 1] ?? ""}${part}`) as MailLine;
}
