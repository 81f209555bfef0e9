import type { SsoConnection } from "../app/api-types.ts";
import { connectText } from "./connect-strings.ts";
import { guides, type AddressName, type Guide, type ProtocolGuide } from "./guide-table.ts";

export type GuideName = keyof typeof guides;
export type Protocol = "saml" | "oidc";

type AnyGuide = Omit<ProtocolGuide, "fields"> & { fields: Partial<Record<AddressName, string>> };

export const guideNames = Object.keys(guides) as GuideName[];
const table: Record<GuideName, Guide> = guides;

/** The protocols there is a guide for, the usual one first. */
export function protocolsOf(name: GuideName): Protocol[] {
  return (Object.keys(table[name]) as (keyof Guide)[]).filter((key) => key === "saml" || key === "oidc");
}

/** What an address names, where there is a guide for it. */
export function pickedAt(name: string, kind: string): { guide: GuideName; kind: Protocol } | undefined {
  const guide = guideNames.find((each) => each === name);
  const protocol = guide && protocolsOf(guide).find((each) => each === kind);
  return protocol && { guide, kind: protocol };
}

/** What connecting to it is called. */
export function titleOf(name: GuideName): string {
  return name === "oidc" || name === "saml"
    ? connectText.anyTitle(connectText.protocols[name])
    : connectText.detailsTitle(guides[name].name);
}

export function guideOf(name: GuideName, kind: Protocol): AnyGuide {
  const found = table[name][kind];
  // A connection's product is guessed; by a protocol it has no guide for, the general one serves.
  return found ?? guides[kind][kind as never];
}

const signs: [GuideName, RegExp][] = [
  ["okta", /\.okta(?:preview)?\.com/],
  ["entra", /login\.microsoftonline\.com|sts\.windows\.net/],
  ["google", /accounts\.google\.com/],
  ["onelogin", /\.onelogin\.com/],
  ["jumpcloud", /\.jumpcloud\.com/],
  ["ping", /\.ping(?:one|identity)\.(?:com|eu|asia)/],
  ["adfs", /\/adfs\//],
  ["keycloak", /\/realms\//],
];

/** Which product a connection is to, as far as its addresses tell. */
export function guessGuide({ kind, configuration }: Pick<SsoConnection, "kind" | "configuration">): GuideName {
  const address =
    configuration.kind === "oidc" ? configuration.issuer : `${configuration.ssoUrl} ${configuration.entityId}`;
  return signs.find(([, sign]) => sign.test(address))?.[0] ?? kind;
}

/** Our addresses, each by the name it has there. */
export function copiesOf(name: GuideName, { kind, serviceProvider }: Pick<SsoConnection, "kind" | "serviceProvider">) {
  const { fields } = guideOf(name, kind);
  // Of a server that is newer than this page there may be more: nobody could tell where they belong.
  return (Object.entries(fields) as [AddressName, string][]).flatMap(([address, label]) => {
    const value = serviceProvider[address];
    return value === undefined ? [] : [{ label, value, hint: connectText.optional[address] }];
  });
}
