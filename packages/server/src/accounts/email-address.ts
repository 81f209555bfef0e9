import { domainToASCII } from "node:url";
import { foldLocal } from "../rules/names/fold-address.ts";

/** An address as given, and the form by which two spellings of it are one. */
export interface EmailAddress {
  readonly email: string;
  readonly key: string;
}

const maxLength = 254;
const maxLocalLength = 64;
// RFC 6531 without quoted local parts and comments, which no mailbox in use needs. Fillers are letters to Unicode, and blank.
const localPattern =
  /^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-])+(?:\.(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-])+)*$/u;
const givenDomainPattern = /^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{M}.-])+$/u;
const labelPattern = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
// The last label begins with a letter: `domainToASCII` makes an address of a number, in whatever way it is written.
const lastLabelPattern = /^[a-z]./;

/**
 * Reads an address; undefined when it is none. Case, Unicode form (NFC) and the spelling of the domain do not make two of
 * one. Nothing else is folded: the key must name the mailbox the mail is sent to, and no other.
 */
export function parseEmailAddress(given: string): EmailAddress | undefined {
  const email = given.trim().normalize("NFC");
  if (Buffer.byteLength(email) > maxLength) return undefined;
  const at = email.lastIndexOf("@");
  const local = email.slice(0, at);
  const givenDomain = email.slice(at + 1);
  // `domainToASCII` reads its input as a URL does: it drops line ends, decodes, and stops at a slash. Only letters may reach it.
  if (!givenDomainPattern.test(givenDomain)) return undefined;
  const domain = domainToASCII(givenDomain.toLowerCase());
  if (at < 1 || Buffer.byteLength(local) > maxLocalLength) return undefined;
  if (!localPattern.test(local) || !isDomain(domain)) return undefined;
  return { email, key: `${foldLocal(local)}@${domain}` };
}

function isDomain(domain: string): boolean {
  const labels = domain.split(".");
  return (
    labels.length > 1 && labels.every((label) => labelPattern.test(label)) && lastLabelPattern.test(labels.at(-1)!)
  );
}
