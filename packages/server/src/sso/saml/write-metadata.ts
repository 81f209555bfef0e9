import { bindings, namespaces } from "./names.ts";
import { type Xml, xml } from "./xml/write-xml.ts";

export interface ServiceProvider {
  readonly entityId: string;
  readonly acsUrl: string;
  readonly logoutUrl: string;
  /** In PEM, the one in use first: two while one is replaced. */
  readonly certificates: readonly string[];
}

/** Our own metadata for one connection. Every certificate may sign, and each may be encrypted for. */
export function writeMetadata({ entityId, acsUrl, logoutUrl, certificates }: ServiceProvider): string {
  const keys = certificates.flatMap((pem) => [keyDescriptor("signing", pem), keyDescriptor("encryption", pem)]);
  const logouts = [bindings.redirect, bindings.post].map(
    (binding) => xml`<md:SingleLogoutService Binding="${binding}" Location="${logoutUrl}"/>`,
  );
  const { text } = xml`<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="${namespaces.metadata}" entityID="${entityId}"><md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="${namespaces.protocol}">${keys}${logouts}<md:AssertionConsumerService Binding="${bindings.post}" Location="${acsUrl}" index="0" isDefault="true"/></md:SPSSODescriptor></md:EntityDescriptor>
`;
  return text;
}

const bare = (pem: string): string => pem.replaceAll(/-----[A-Z ]+-----/g, "").replaceAll(/\s/g, "");

function keyDescriptor(use: "signing" | "encryption", pem: string): Xml {
  const key = xml`<ds:KeyInfo xmlns:ds="${namespaces.signature}"><ds:X509Data><ds:X509Certificate>${bare(pem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  // What an identity provider may choose from; it takes the first it knows.
  const methods =
    use === "encryption"
      ? [
          `${namespaces.encryption11}aes256-gcm`,
          `${namespaces.encryption11}aes128-gcm`,
          `${namespaces.encryption}rsa-oaep-mgf1p`,
        ]
      : [];
  return xml`<md:KeyDescriptor use="${use}">${key}${methods.map((each) => xml`<md:EncryptionMethod Algorithm="${each}"/>`)}</md:KeyDescriptor>`;
}
