import type { XmlName } from "./xml/tree.ts";

/** Names of elements in one namespace. */
const within =
  (namespace: string) =>
  (local: string): XmlName => ({ namespace, local });

export const namespaces = {
  assertion: "urn:oasis:names:tc:SAML:2.0:assertion",
  protocol: "urn:oasis:names:tc:SAML:2.0:protocol",
  metadata: "urn:oasis:names:tc:SAML:2.0:metadata",
  signature: "http://www.w3.org/2000/09/xmldsig#",
  encryption: "http://www.w3.org/2001/04/xmlenc#",
  encryption11: "http://www.w3.org/2009/xmlenc11#",
  exclusive: "http://www.w3.org/2001/10/xml-exc-c14n#",
} as const;

export const saml = within(namespaces.assertion);
export const samlp = within(namespaces.protocol);
export const md = within(namespaces.metadata);
export const ds = within(namespaces.signature);
export const xenc = within(namespaces.encryption);

export const bindings = {
  redirect: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
  post: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
} as const;

export const success = "urn:oasis:names:tc:SAML:2.0:status:Success";
