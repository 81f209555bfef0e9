const separators = /[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu;

/** A text without what separates its parts and what is only repeated, and what that hides, as a power of ten of guesses. */
export function decideCore(text: string, words: readonly string[]): { readonly core: string; readonly hides: number } {
  const between = text.match(separators) ?? [];
  const parts = text.replaceAll(separators, "");
  const core = words.reduce(keepOnce, dropRepeats(parts));
  // One of ten signs each, and where it stands; after a few it is a habit, and sooner where it is always the same.
  const most = new Set(between).size === 1 ? 2 : 3;
  const hides = new Set(between.join("")).size + Math.min(between.length / 2, most) + (core === parts ? 0 : 0.5);
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

// A day before or behind a year, or one of them: whoever tries dates tries all.
const numbersOfDate = /^(?:[0-3]?\d)?(?:(?:19|20)?\d\d)?(?:[0-3]?\d)?$/;
const besideNumbers =
  /(?<=\d)(?:st|nd|rd|th|de[ln]?|of|г|года|日|年)(?=\P{L}|$)|(?<=\P{L})(?:de[ln]?|of|the)(?=\P{L})/gu;

/** Whether a text is a month, a day of the week or a season with the numbers of a date, however they are put: "Summer-2026-!", "15 January 2024". */
export function decideIsDate(text: string, calendar: ReadonlySet<string>): boolean {
  const bare = text.replaceAll(besideNumbers, "").replaceAll(separators, "");
  const [letters, numbers] = [bare.replaceAll(/\p{N}/gu, ""), bare.replaceAll(/\P{N}/gu, "")];
  return calendar.has(letters) && numbersOfDate.test(numbers);
}
