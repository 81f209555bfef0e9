// Letters, digits and dots as people write them anywhere; a URL's reader would also decode, drop line ends and stop at a slash.
const givenPattern = /^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{M}.\u3002\uff0e\uff61-])+$/u;
const labelPattern = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
// A number at the end would make it an address.
const lastLabelPattern = /^[a-z]./;
/** With what stands before it in the record's name it fits into the 253 of DNS. */
const mostLetters = 240;

/** A domain's name as DNS has it: ASCII, lower case, without the dot at the end. Undefined for what is none. */
export function readDomainName(given: string): string | undefined {
  const text = given.trim();
  if (text.length > mostLetters || !givenPattern.test(text) || !URL.canParse(`http://${text}`)) return undefined;
  const name = new URL(`http://${text}`).hostname.replace(/\.$/, "");
  const labels = name.split(".");
  const isName = labels.length > 1 && labels.every((label) => labelPattern.test(label));
  return isName && name.length <= mostLetters && lastLabelPattern.test(labels.at(-1)!) ? name : undefined;
}

/** What is to be done about a text that is no domain's name. */
export function describeNoName(given: string): string {
  if (given.includes("@"))
    return "Give the domain alone: what stands behind the @ of your addresses, such as acme.example.";
  if (/[/:?#]/.test(given)) return "Give the domain alone, without https:// and what follows the name: acme.example.";
  return "This is not a domain such as acme.example.";
}
