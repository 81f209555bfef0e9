import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { within } from "../../time-limit.ts";
import { onLatinKeys } from "../../rules/authenticators/keyboards.ts";
import { foldLookAlikes, listReadings } from "../../rules/authenticators/look-alikes.ts";
import { decideCore, decideIsDate } from "../../rules/authenticators/password-core.ts";
import { calendarWords } from "./calendar-words.ts";
import { elsewhere } from "./elsewhere.ts";

// More of a password would not make a common one good, and costs the event loop: see the test beside this.
const mostRead = 32;

// Fifty times what the slowest takes: whoever finds a text that keeps the estimate busy is not served by it, and delays nobody.
const longestMilliseconds = 1000;

let estimator: ZxcvbnFactory | undefined;

function create(): ZxcvbnFactory {
  return new ZxcvbnFactory({
    dictionary: {
      ...dictionary,
      elsewhere: elsewhere.flatMap((word) => [foldLookAlikes(word), ...onLatinKeys(word)]),
      calendar: [...calendarWords()],
    },
    graphs: adjacencyGraphs,
    // Substitutions are undone before: trying them all takes up to half a second.
    l33tMaxSubstitutions: 0,
    maxLength: mostRead * 2,
  });
}

/**
 * How many guesses a password takes, as a power of ten, from whoever knows these words: the fewest that zxcvbn says of it as it
 * stands, and of what it may be meant as without what separates or repeats. No more is asked once it takes fewer than `enough`;
 * 0 for one that cannot be judged in a second.
 */
export function estimateGuesses(password: string, words: readonly string[], enough: number): number {
  estimator ??= create();
  return within(longestMilliseconds, () => estimateReadings(password, words, enough)) ?? 0;
}

function estimateReadings(password: string, words: readonly string[], enough: number): number {
  const [plain = "", ...others] = listReadings(password);
  if (decideIsDate(plain, calendarWords())) return guessesOfDate;
  const asItStands = decideCore(plain, words);
  let fewest = estimate(asItStands.core, words) + asItStands.hides;
  if ([...asItStands.core].length > mostRead) return fewest;
  if (fewest >= enough && [...plain].length <= mostRead) fewest = Math.min(fewest, estimate(plain, words));
  for (const reading of others) {
    if (fewest < enough) break;
    const { core, hides } = decideCore(reading, words);
    fewest = Math.min(fewest, estimate(core, words) + hides);
  }
  return fewest;
}

// All days of a century.
const guessesOfDate = 4.6;

// Of a long text both ends are read: it is as good as the better of them.
function estimate(text: string, words: readonly string[]): number {
  const characters = [...text];
  const ends = [characters.slice(0, mostRead), ...(characters.length > mostRead ? [characters.slice(-mostRead)] : [])];
  const open = (estimator ??= create());
  return Math.max(...ends.map((end) => guessesOf(open.check(end.join(""), [...words]).sequence)));
}

// zxcvbn adds ten thousand for each further part, as if all with fewer were tried before: three parts would be enough for 10^8,
// whatever they are. Whoever guesses puts common ends to common words first.
function guessesOf(parts: readonly object[]): number {
  return (parts as readonly { readonly guessesLog10: number }[]).reduce(
    (sum, { guessesLog10 }, at) => sum + guessesLog10 + Math.log10(at + 1),
    0,
  );
}
