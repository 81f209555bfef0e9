import { listKeysOf } from "./keyboards.ts";
import { foldTyped } from "./typed.ts";

// Letters of other scripts that are read as Latin ones, and what is written instead of letters. After Unicode's confusables
// (UTS 39), as far as they are on keyboards.
const looksLike = pairs(
  "аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl кk мm тt вb нh пn гr ԛq ԝw",
  "αa βb γy εe ηn ιi κk νv οo ρp τt υu χx ωw",
  "ıi łl øo đd ħh ŧt œoe æae ßss ƒf ðd þth",
);

const standsFor = pairs("@a 4a 3e 6g 0o !i 1i |l 5s $s 7t +t 8b 9g (c €e £l ¢c");

function pairs(...lists: readonly string[]): ReadonlyMap<string, string> {
  return new Map(lists.flatMap((list) => list.split(" ")).map(([from = "", ...to]) => [from, to.join("")]));
}

const swap = (text: string, table: ReadonlyMap<string, string>): string =>
  [...text].map((each) => table.get(each) ?? each).join("");

/** A text as a reader takes it: one width, one case, no accents, nothing that cannot be seen, 0 to 9 for digits, Latin letters for what looks like them. */
export function foldLookAlikes(text: string): string {
  const bare = foldTyped(text.normalize("NFKD"))
    .normalize("NFKD")
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, "");
  return swap(bare.toLowerCase(), looksLike);
}

// "2026!" behind a word stands for nothing, but it may begin with the word's own end, "w3lc0m3" of "w3lc0m32026!".
const mostTaken = 4;

/** The same with what stands for letters undone, "p@ssw0rd" and "pa55word"; a one may be an i or an l, and an exclamation mark none of both. */
function undoSubstitutions(folded: string): readonly string[] {
  const letters = [...folded];
  const end = letters.findLastIndex((each) => /\p{L}/u.test(each)) + 1;
  const taken = letters.slice(end).findIndex((each) => !standsFor.has(each));
  const most = Math.min(taken < 0 ? letters.length - end : taken, mostTaken);
  return Array.from({ length: most + 1 }, (_, more) => end + more).flatMap((at) => {
    const [word, rest] = [letters.slice(0, at).join(""), letters.slice(at).join("")];
    return [word, word.replaceAll(/[1!]/gu, "l")]
      .map((each) => swap(each, standsFor) + rest)
      .concat(keepMarks(word) + rest);
  });
}

// One sign may stand for eighteen (U+FDFA), and what is not read costs time all the same.
const mostRead = 300;
const cut = (text: string): string => [...text].slice(0, mostRead).join("");

const keepMarks = (word: string): string =>
  word
    .split("!")
    .map((each) => swap(each, standsFor))
    .join("!");

/** What a password may be meant as, the plainest first: as it is read, as it is, as its keys say it, and without substitutions. */
export function listReadings(password: string): readonly string[] {
  const folded = cut(foldLookAlikes(password));
  const plain = cut(foldTyped(password).toLowerCase());
  return [...new Set([folded, plain, ...listKeysOf(plain), ...undoSubstitutions(folded)])];
}
