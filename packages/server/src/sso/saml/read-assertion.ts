import type {
  SamlAssertionFacts,
  SamlAttribute,
  SamlAuthentication,
  SamlConditions,
  SamlConfirmation,
  SamlNameId,
} from "../../rules/sso/saml-facts.ts";
import { given, instantOf, maybeChild, neededAttribute, oneChild, plainText } from "./form.ts";
import { namespaces, saml } from "./names.ts";
import { refuseAs } from "./refused.ts";
import { attributeOf, childrenNamed, elementsOf, everyElement, isNamed, textOf, type XmlElement } from "./xml/tree.ts";

/** What an assertion says. It is handed the signed element, and nothing else. */
export function readAssertion(assertion: XmlElement): SamlAssertionFacts {
  checkVersion(assertion);
  const subject = maybeChild(assertion, saml("Subject"));
  const conditions = maybeChild(assertion, saml("Conditions"));
  return {
    id: neededAttribute(assertion, "ID"),
    issuer: readIssuer(oneChild(assertion, saml("Issuer"))),
    ...readNames(subject),
    confirmations: subject ? childrenNamed(subject, saml("SubjectConfirmation")).map(readConfirmation) : [],
    ...given("conditions", conditions && readConditions(conditions)),
    authentications: childrenNamed(assertion, saml("AuthnStatement")).map(readAuthentication),
    attributes: readAttributes(assertion),
  };
}

export function checkVersion(message: XmlElement): void {
  const version = attributeOf(message, "Version");
  if (version !== "2.0") refuseAs("document", "Version 2.0", version);
}

const entity = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";

export function readIssuer(issuer: XmlElement): string {
  const format = attributeOf(issuer, "Format") ?? entity;
  if (format !== entity) refuseAs("document", `an Issuer of format ${entity}`, format);
  return plainText(issuer);
}

export function readNameId(nameId: XmlElement): SamlNameId {
  return {
    value: plainText(nameId),
    ...given("format", attributeOf(nameId, "Format")),
    ...given("nameQualifier", attributeOf(nameId, "NameQualifier")),
    ...given("spNameQualifier", attributeOf(nameId, "SPNameQualifier")),
  };
}

// Wherever they stand in the subject: one in a confirmation names somebody else.
function readNames(subject: XmlElement | undefined): Pick<SamlAssertionFacts, "nameIds" | "otherSubjects"> {
  const inside = subject
    ? [...everyElement(subject)].filter(({ namespace }) => namespace === namespaces.assertion)
    : [];
  const isOther = ({ local }: XmlElement): boolean => local === "BaseID" || local === "EncryptedID";
  return {
    nameIds: inside.filter((each) => isNamed(each, saml("NameID"))).map(readNameId),
    otherSubjects: inside.filter(isOther).map(({ local }) => local),
  };
}

function readConfirmation(confirmation: XmlElement): SamlConfirmation {
  const method = neededAttribute(confirmation, "Method");
  const data = maybeChild(confirmation, saml("SubjectConfirmationData"));
  if (!data) return { method };
  return {
    method,
    ...given("recipient", attributeOf(data, "Recipient")),
    ...given("notBefore", instantOf(data, "NotBefore")),
    ...given("notOnOrAfter", instantOf(data, "NotOnOrAfter")),
    ...given("inResponseTo", attributeOf(data, "InResponseTo")),
  };
}

const knownConditions = ["AudienceRestriction", "OneTimeUse", "ProxyRestriction"].map(saml);

function readConditions(conditions: XmlElement): SamlConditions {
  const isKnown = (each: XmlElement): boolean => knownConditions.some((name) => isNamed(each, name));
  return {
    ...given("notBefore", instantOf(conditions, "NotBefore")),
    ...given("notOnOrAfter", instantOf(conditions, "NotOnOrAfter")),
    audiences: childrenNamed(conditions, saml("AudienceRestriction")).map((restriction) =>
      childrenNamed(restriction, saml("Audience")).map(plainText),
    ),
    unknown: elementsOf(conditions)
      .filter((each) => !isKnown(each))
      .map(({ local }) => local),
  };
}

function readAuthentication(statement: XmlElement): SamlAuthentication {
  const context = oneChild(statement, saml("AuthnContext"));
  const named = ["AuthnContextClassRef", "AuthnContextDeclRef"].flatMap((local) => childrenNamed(context, saml(local)));
  return {
    at: instantOf(statement, "AuthnInstant") ?? refuseAs("document", "AuthnInstant of AuthnStatement", undefined),
    ...given("sessionIndex", attributeOf(statement, "SessionIndex")),
    ...given("sessionNotOnOrAfter", instantOf(statement, "SessionNotOnOrAfter")),
    contexts: named.map(plainText),
  };
}

/** Values of one name come together; one with elements inside is no text, and left out. */
function readAttributes(assertion: XmlElement): readonly SamlAttribute[] {
  const byName = new Map<string, string[]>();
  for (const statement of childrenNamed(assertion, saml("AttributeStatement")))
    for (const attribute of childrenNamed(statement, saml("Attribute"))) {
      const name = neededAttribute(attribute, "Name");
      const values = childrenNamed(attribute, saml("AttributeValue")).map(textOf);
      byName.set(name, [...(byName.get(name) ?? []), ...values.filter((value) => value !== undefined)]);
    }
  return [...byName].map(([name, values]) => ({ name, values }));
}
