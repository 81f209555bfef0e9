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

/** A text as a reader takes it: one width, one case, no accents, nothing that cannot be seen, Latin letters for what looks like them. */
export function foldLookAlikes(text: string): string {
  const bare = text.normalize("NFKD").replace(/[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, "");
  return swap(bare.toLowerCase(), looksLike);
}

/** The same with what stands for letters undone, "p@ssw0rd" and "pa55word"; a one may be an i or an l. */
function undoSubstitutions(folded: string): readonly string[] {
  const letters = [...folded];
  // "2026!" behind a word stands for nothing.
  const end = letters.findLastIndex((each) => /\p{L}/u.test(each)) + 1;
  const [word, decoration] = [letters.slice(0, end).join(""), letters.slice(end).join("")];
  return [word, word.replaceAll(/[1!]/gu, "l")].map((each) => swap(each, standsFor) + decoration);
}

/** What a password may be meant as, the plainest first. */
export function listReadings(password: string): readonly string[] {
  const folded = foldLookAlikes(password);
  return [...new Set([folded, ...undoSubstitutions(folded)])];
}

const separators = /[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu;

/** A text without what separates its parts and what is only repeated, and what that hides, as a power of ten of guesses. */
export function decideCore(text: string, words: readonly string[]): { readonly core: string; readonly hides: number } {
  const between = text.match(separators) ?? [];
  const parts = text.replaceAll(separators, "");
  const core = words.reduce(keepOnce, dropRepeats(parts));
  // One of ten signs each, and where it stands; after a few it is a habit.
  const hides = new Set(between.join("")).size + Math.min(between.length / 2, 3) + (core === parts ? 0 : 0.5);
  return { core, hides };
}

function dropRepeats(parts: string): string {
  const runs = parts.match(/(.)\1*/gu) ?? [];
  const areDoubled = runs.length > 2 && runs.every((run) => [...run].length > 1);
  // What is left of repetitions may be repeated again.
  const single = areDoubled ? runs.map((run) => [...run][0]).join("") : parts;
  return [1, 2, 3].reduce((text) => text.replaceAll(/(.{1,32}?)\1{2,}|(.{3,32}?)\2+/gu, "$1$2"), single);
}

function keepOnce(text: string, word: string): string {
  const end = text.indexOf(word) + word.length;
  if (word.length < 4 || end < word.length) return text;
  return text.slice(0, end) + text.slice(end).replaceAll(word, "");
}
