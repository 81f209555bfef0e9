import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { within } from "../../time-limit.ts";
import { decideCore, foldLookAlikes, listReadings } from "../../rules/authenticators/look-alikes.ts";

// What the list of common passwords, made from Latin ones, does not have: "password", "qwerty" and the like elsewhere.
const elsewhere =
  "пароль йцукен йцукенг привет любовь наташа спартак солнышко парол 密码 我爱你 中国 パスワード 비밀번호 사랑해 كلمةالسر סיסמה passwort kennwort motdepasse contrasena senha wachtwoord losenord azerty qwertz";

// More of a password would not make a common one good, and costs the event loop: see the test beside this.
const mostRead = 32;

// Fifty times what the slowest takes: whoever finds a text that keeps the estimate busy is not served by it, and delays nobody.
const longestMilliseconds = 1000;

let estimator: ZxcvbnFactory | undefined;

function create(): ZxcvbnFactory {
  return new ZxcvbnFactory({
    dictionary: { ...dictionary, elsewhere: elsewhere.split(" ").map(foldLookAlikes) },
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

// Of a long text both ends are read: it is as good as the better of them.
function estimate(text: string, words: readonly string[]): number {
  const characters = [...text];
  const ends = [characters.slice(0, mostRead), ...(characters.length > mostRead ? [characters.slice(-mostRead)] : [])];
  const open = (estimator ??= create());
  return Math.max(...ends.map((end) => open.check(end.join(""), [...words]).guessesLog10));
}
