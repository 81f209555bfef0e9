import type { Certificate } from "../../crypto/certificates.ts";
import { samlCheck, type SamlCheck } from "../../rules/sso/saml-checks.ts";
import type { SamlFacts } from "../../rules/sso/saml-facts.ts";
import { decryptAssertion, type DecryptionTerms } from "./decrypt-assertion.ts";
import { bytesOf, given, maybeChild, neededAttribute, oneChild, plainText, rootOf } from "./form.ts";
import { saml, samlp } from "./names.ts";
import { checkPlaces } from "./places.ts";
import { checkVersion, readAssertion, readIssuer } from "./read-assertion.ts";
import { orRefused, refuseAs } from "./refused.ts";
import { checkSignature, type Signed } from "./signature.ts";
import { attributeOf, isNamed, type XmlElement } from "./xml/tree.ts";

export interface ReadingTerms extends DecryptionTerms {
  /** Of the identity provider, as the connection has them. */
  readonly certificates: readonly Certificate[];
}

export type SamlRead =
  { readonly facts: SamlFacts; readonly checks: readonly SamlCheck[] } | { readonly refused: SamlCheck };

/** What a form field may hold at most: 256 KiB in base64, in lines. */
const mostCharacters = 360_000;

/**
 * Reads the SAMLResponse of a form. Of an assertion only what was signed is read, out of the very bytes under the signature; a wrapper that is not signed
 * gives nothing but reasons to refuse. What the facts are worth, `judgeSamlResponse` says.
 */
export function readSamlResponse(field: string, terms: ReadingTerms): SamlRead {
  return orRefused(() => {
    if (field.length > mostCharacters) refuseAs("document", "256 KiB at most", "more");
    return read(rootOf(bytesOf(field)), terms);
  });
}

function read(root: XmlElement, terms: ReadingTerms): SamlRead {
  if (!isNamed(root, samlp("Response"))) refuseAs("document", "a samlp:Response", root.local);
  const ids = new Set<string>();
  checkPlaces(root, ids);
  const outer = checkSignature(root, terms.certificates);
  const carried = findAssertion(root, { outer, ids, terms });
  const signers = [outer?.by, carried?.inner?.by].filter((each) => each !== undefined);
  const wasEncrypted = carried?.wasEncrypted === true;
  const facts = {
    response: { ...readWrapper(outer?.element ?? root), isSigned: outer !== undefined },
    ...given("assertion", carried && readAssertion(carried.element)),
    wasEncrypted,
    signedBy: [...new Set(signers.map(({ fingerprint }) => fingerprint))],
  };
  const signed = [outer && "response", carried?.inner && "assertion"].filter(Boolean).join(" and ");
  const checks = [
    samlCheck("document", true, "a SAML response", "one"),
    ...(signed === "" ? [] : [samlCheck("signature", true, "a key of this connection", `of ${signed}`)]),
    ...(wasEncrypted ? [samlCheck("encryption", true, "an assertion that opens", "one")] : []),
  ];
  return { facts, checks };
}

interface Carried {
  /** As it was signed, by itself or with the response around it. */
  readonly element: XmlElement;
  readonly inner: Signed | undefined;
  readonly wasEncrypted: boolean;
}

interface Around {
  readonly outer: Signed | undefined;
  readonly ids: Set<string>;
  readonly terms: ReadingTerms;
}

function findAssertion(root: XmlElement, { outer, ids, terms }: Around): Carried | undefined {
  const wrapper = outer?.element ?? root;
  const sealed = maybeChild(wrapper, saml("EncryptedAssertion"));
  const opened = sealed && decryptAssertion(sealed, terms);
  if (opened) checkPlaces(opened, ids);
  // Its own signature is checked where it was made: the bytes of the response leave out namespaces that only it names.
  const written = opened ?? maybeChild(root, saml("Assertion"));
  if (!written) return undefined;
  const inner = checkSignature(written, terms.certificates);
  if (!inner && !outer) refuseAs("signed", "a signed assertion or response", "no signature");
  const element = inner?.element ?? opened ?? oneChild(wrapper, saml("Assertion"));
  return { element, inner, wasEncrypted: opened !== undefined };
}

function readWrapper(response: XmlElement): Omit<SamlFacts["response"], "isSigned"> {
  checkVersion(response);
  const issuer = maybeChild(response, saml("Issuer"));
  return {
    ...given("issuer", issuer && readIssuer(issuer)),
    ...given("destination", attributeOf(response, "Destination")),
    ...given("inResponseTo", attributeOf(response, "InResponseTo")),
    ...readStatus(response),
  };
}

export function readStatus(response: XmlElement): Pick<SamlFacts["response"], "status" | "statusMessage"> {
  const status = oneChild(response, samlp("Status"));
  const codes: string[] = [];
  let code: XmlElement | undefined = oneChild(status, samlp("StatusCode"));
  for (; code; code = maybeChild(code, samlp("StatusCode"))) codes.push(neededAttribute(code, "Value"));
  const message = maybeChild(status, samlp("StatusMessage"));
  return { status: codes, ...given("statusMessage", message && plainText(message)) };
}
