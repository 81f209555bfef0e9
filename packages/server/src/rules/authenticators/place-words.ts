import { foldLookAlikes } from "./look-alikes.ts";

/** Whose password it is to be, as far as it is known. */
export interface PasswordOwner {
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  /** Names of the organizations the account belongs to. */
  readonly organizations?: readonly string[];
}

/** Where it is to be used. */
export interface PasswordPlace {
  readonly productName: string;
  /** Host names: of the public address, and the relying party's id. */
  readonly hosts: readonly string[];
}

const mostWords = 200;
/** Of what a name of one part after the other is called for short, so many parts are read. */
const mostParts = 6;

// Also where a capital or another script begins: "BlueHarbor", "株式会社みずほ".
const between =
  /[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Script=Han})(?=\P{Script=Han})|(?<=\P{Script=Han})(?=\p{Script=Han})/u;

/**
 * Words whoever guesses at a password here tries first (docs/guides/passwords.md lists them): the product, its hosts, the
 * organizations, the address and the name, whole, without what separates their parts, part by part, and some parts in a row.
 */
export function listPlaceWords(
  { email = "", name = "", organizations = [] }: PasswordOwner,
  { productName, hosts }: PasswordPlace,
): readonly string[] {
  const [local = "", domain = ""] = email.split("@");
  const given = [productName, ...hosts, email, local, domain, name, ...organizations.slice(0, 20)];
  const all = given.map((each) => each.split(between).map(foldLookAlikes));
  const plain = given.flatMap((each, at) => [foldLookAlikes(each), all[at]!.join(""), ...all[at]!]);
  return [...new Set([...plain, ...all.flatMap(listRows)])].filter(isWord).slice(0, mostWords);
}

const isWord = (word: string): boolean => [...word].length >= (/^\p{Script=Han}+$/u.test(word) ? 2 : 3);

/** "Blue Harbor Logistics" is "blueharbor" too. */
function listRows(parts: readonly string[]): string[] {
  const read = parts.slice(0, mostParts);
  return read.flatMap((_, from) =>
    read.slice(from + 1).map((_part, more) => read.slice(from, from + more + 2).join("")),
  );
}
