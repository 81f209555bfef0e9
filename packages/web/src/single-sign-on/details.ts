import { useState } from "react";
import type { NewConnection, SsoConnection } from "../app/api-types.ts";
import type { Protocol } from "./guides.ts";

type MetadataWay = "keep" | "url" | "xml" | "parts";

const emptyFields = {
  ...{ name: "", issuer: "", clientId: "", clientSecret: "", scopes: "" },
  ...{ url: "", xml: "", entityId: "", ssoUrl: "", certificates: "" },
};
export type DetailField = keyof typeof emptyFields;
const keys = Object.keys(emptyFields) as DetailField[];

/** What stands in the form of a connection that is there. */
function fieldsOf(connection: SsoConnection | null): typeof emptyFields {
  if (connection === null) return emptyFields;
  const { name, configuration } = connection;
  if (configuration.kind === "oidc") {
    const { issuer, clientId } = configuration;
    const scopes = configuration.scopes.filter((scope) => !usual.includes(scope)).join(" ");
    return { ...emptyFields, name, issuer, clientId, scopes };
  }
  return { ...emptyFields, name, url: configuration.metadataUrl ?? "" };
}

const usual = ["openid", "email", "profile"];

/** What is typed, beside what it began with. */
function useTyped(connection: SsoConnection | null) {
  const [begun, setBegun] = useState(() => fieldsOf(connection));
  const [fields, setFields] = useState(begun);
  const firstWay = connection === null ? "url" : "keep";
  const [way, setWay] = useState<MetadataWay>(firstWay);
  return {
    ...{ begun, fields, way, setWay },
    type: (field: DetailField, value: string) => setFields({ ...fields, [field]: value }),
    isChanged: way !== firstWay || keys.some((field) => fields[field] !== begun[field]),
    discard: () => {
      setFields(begun);
      setWay(firstWay);
    },
    /** What was typed is saved; what is never told again is not held, either. */
    settle: () => {
      const { name, issuer, clientId, scopes, url } = fields;
      const held = { ...emptyFields, name, issuer, clientId, scopes, url };
      setBegun(held);
      setFields(held);
      setWay(firstWay);
    },
  };
}

/** What is typed of a provider's details, and what it comes to. */
export function useDetails(kind: Protocol, connection: SsoConnection | null) {
  const { begun, type, ...typed } = useTyped(connection);
  const { fields, way } = typed;
  const [missing, setMissing] = useState<ReadonlySet<DetailField>>(new Set());
  // What is trusted comes whole: without another word of it, it stays as it is.
  const oidcFields = ["issuer", "clientId", "clientSecret", "scopes"] as const;
  const keepsOidc = connection !== null && oidcFields.every((field) => fields[field] === begun[field]);
  const keeps = kind === "oidc" ? keepsOidc : way === "keep";
  const needed: DetailField[] = [
    "name",
    ...(keeps ? [] : kind === "oidc" ? (["issuer", "clientId", "clientSecret"] as const) : neededBy[way]),
  ];
  return {
    ...{ ...typed, kind, missing, keeps },
    /** What is there already, and may be kept. */
    connection,
    set: (field: DetailField, value: string) => {
      type(field, value);
      setMissing(new Set([...missing].filter((each) => each !== field)));
    },
    /** Whether all is there that must be. */
    passes: () => {
      const lacking = needed.filter((field) => fields[field].trim() === "");
      setMissing(new Set(lacking));
      return lacking.length === 0;
    },
    name: () => fields.name.trim(),
    /** All that was given, for a connection that is begun or replaced. */
    whole: (): NewConnection => wholeOf(kind, way, fields),
  };
}

export type Details = ReturnType<typeof useDetails>;

const neededBy: Record<MetadataWay, DetailField[]> = {
  keep: [],
  url: ["url"],
  xml: ["xml"],
  parts: ["entityId", "ssoUrl", "certificates"],
};

function wholeOf(kind: Protocol, way: MetadataWay, fields: typeof emptyFields): NewConnection {
  const name = fields.name.trim();
  if (kind === "oidc") {
    const more = fields.scopes.split(/[\s,]+/).filter((scope) => scope !== "");
    return {
      ...{ kind, name, issuer: fields.issuer.trim(), clientId: fields.clientId.trim() },
      ...{ clientSecret: fields.clientSecret.trim(), scopes: [...new Set([...usual, ...more])] },
    };
  }
  if (way === "url") return { kind, name, metadata: { url: fields.url.trim() } };
  if (way === "xml") return { kind, name, metadata: { xml: fields.xml.trim() } };
  const metadata = {
    ...{ entityId: fields.entityId.trim(), ssoUrl: fields.ssoUrl.trim() },
    certificates: splitCertificates(fields.certificates),
  };
  return { kind, name, metadata };
}

/** Several certificates, one after the other, as a list. */
export function splitCertificates(text: string): string[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  return found ?? [text.trim()];
}
