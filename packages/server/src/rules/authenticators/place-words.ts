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

const mostWords = 100;

/**
 * Words whoever guesses at a password here tries first (docs/guides/passwords.md lists them): the product, its hosts, the
 * organizations, the address and the name, whole, without what separates their parts, and part by part.
 */
export function listPlaceWords(
  { email = "", name = "", organizations = [] }: PasswordOwner,
  { productName, hosts }: PasswordPlace,
): readonly string[] {
  const [local = "", domain = ""] = email.split("@");
  const given = [productName, ...hosts, email, local, domain, name, ...organizations.slice(0, 20)].map(foldLookAlikes);
  const words = given.flatMap((each) => {
    const parts = each.split(/[^\p{L}\p{N}]+/u);
    return [each, parts.join(""), ...parts];
  });
  return [...new Set(words)].filter((word) => [...word].length >= 3).slice(0, mostWords);
}
