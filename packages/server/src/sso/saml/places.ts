import { ds, saml, samlp } from "./names.ts";
import { refuseAs } from "./refused.ts";
import { elementsOf, everyElement, isNamed, type XmlElement } from "./xml/tree.ts";

const isAssertion = (element: XmlElement): boolean =>
  isNamed(element, saml("Assertion")) || isNamed(element, saml("EncryptedAssertion"));

/**
 * Holds a whole message against what makes it ambiguous: an identifier twice, a second assertion or response, an assertion or a signature where none belongs.
 * An attack that wraps a signed element needs one of them.
 */
export function checkPlaces(root: XmlElement, ids: Set<string> = new Set()): void {
  for (const element of everyElement(root)) checkIds(element, ids);
  const assertions = elementsOf(root).filter(isAssertion);
  if (assertions.length > 1) refuseAs("one-assertion", "one assertion", String(assertions.length));
  const signers = [root, ...assertions.filter((each) => isNamed(each, saml("Assertion")))];
  const signatures = signers.flatMap((signer) => elementsOf(signer).filter((child) => isNamed(child, ds("Signature"))));
  for (const element of everyElement(root)) {
    if (isAssertion(element) && element !== root && !assertions.includes(element))
      refuseAs("one-assertion", "one assertion", "another, inside something else");
    if (isNamed(element, samlp("Response")) && element !== root)
      refuseAs("one-assertion", "one response", "another, inside something else");
    if (isNamed(element, ds("Signature")) && !signatures.includes(element))
      refuseAs("signature-place", "a signature directly inside what it signs", "one elsewhere");
  }
}

// However it is written and wherever: some reader takes each of them for an identifier.
function checkIds(element: XmlElement, ids: Set<string>): void {
  for (const { local, value } of element.attributes) {
    if (local.toLowerCase() !== "id") continue;
    if (ids.has(value)) refuseAs("identifiers", "every ID once", `${value} twice`);
    ids.add(value);
  }
}
