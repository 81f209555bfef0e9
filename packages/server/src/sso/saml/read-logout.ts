import type { Certificate } from "../../crypto/certificates.ts";
import type { SamlLogoutRequestFacts, SamlLogoutResponseFacts } from "../../rules/sso/saml-logout-facts.ts";
import type { SamlCheck } from "../../rules/sso/saml-checks.ts";
import { bytesOf, given, instantOf, neededAttribute, oneChild, plainText, rootOf } from "./form.ts";
import { saml, samlp } from "./names.ts";
import { checkPlaces } from "./places.ts";
import { checkVersion, readIssuer, readNameId } from "./read-assertion.ts";
import { readStatus } from "./read-response.ts";
import { readRedirect } from "./redirect-binding.ts";
import { orRefused, refuseAs } from "./refused.ts";
import { checkSignature } from "./signature.ts";
import { attributeOf, childrenNamed, isNamed, type XmlElement } from "./xml/tree.ts";

/** A sign-out of the identity provider's, or its answer to ours. `relayState` names a row of ours, and is handed back unread. */
export type LogoutRead =
  | { readonly request: SamlLogoutRequestFacts; readonly relayState: string | null; readonly signedBy: string }
  | { readonly response: SamlLogoutResponseFacts; readonly relayState: string | null; readonly signedBy: string }
  | { readonly refused: SamlCheck };

/** Reads what came in the query of an address, as it was written. */
export function readLogoutRedirect(query: string, certificates: readonly Certificate[]): LogoutRead {
  return orRefused(() => {
    const { root, relayState, by } = readRedirect(query, certificates);
    checkPlaces(root);
    return { ...readMessage(root), relayState, signedBy: by.fingerprint };
  });
}

/** Fields of a form, as the POST binding has them. */
export interface LogoutForm {
  readonly SAMLRequest?: string;
  readonly SAMLResponse?: string;
  readonly RelayState?: string;
}

const mostCharacters = 360_000;

/** Reads what came in a form. */
export function readLogoutPost(form: LogoutForm, certificates: readonly Certificate[]): LogoutRead {
  return orRefused(() => {
    const { SAMLRequest, SAMLResponse, RelayState = null } = form;
    const field = SAMLRequest ?? SAMLResponse;
    if (field === undefined || (SAMLRequest !== undefined && SAMLResponse !== undefined))
      return refuseAs("document", "one SAMLRequest or SAMLResponse", undefined);
    if (field.length > mostCharacters) refuseAs("document", "256 KiB at most", "more");
    const root = rootOf(bytesOf(field));
    checkPlaces(root);
    const signed = checkSignature(root, certificates) ?? refuseAs("signed", "a signed message", "no signature");
    return { ...readMessage(signed.element), relayState: RelayState, signedBy: signed.by.fingerprint };
  });
}

function readMessage(
  root: XmlElement,
): { readonly request: SamlLogoutRequestFacts } | { readonly response: SamlLogoutResponseFacts } {
  checkVersion(root);
  if (isNamed(root, samlp("LogoutRequest"))) return { request: readRequest(root) };
  if (isNamed(root, samlp("LogoutResponse"))) return { response: readResponse(root) };
  return refuseAs("document", "a LogoutRequest or LogoutResponse", root.local);
}

const readHead = (root: XmlElement) => ({
  id: neededAttribute(root, "ID"),
  issuer: readIssuer(oneChild(root, saml("Issuer"))),
  ...given("destination", attributeOf(root, "Destination")),
});

function readRequest(root: XmlElement): SamlLogoutRequestFacts {
  return {
    ...readHead(root),
    issuedAt: instantOf(root, "IssueInstant") ?? refuseAs("document", "IssueInstant", undefined),
    ...given("notOnOrAfter", instantOf(root, "NotOnOrAfter")),
    nameIds: childrenNamed(root, saml("NameID")).map(readNameId),
    sessionIndexes: childrenNamed(root, samlp("SessionIndex")).map(plainText),
  };
}

function readResponse(root: XmlElement): SamlLogoutResponseFacts {
  return { ...readHead(root), ...given("inResponseTo", attributeOf(root, "InResponseTo")), ...readStatus(root) };
}
