import type { SsoConnection } from "../app/api-types.ts";
import { list } from "../parts/format.ts";
import { shortFingerprint } from "./fingerprint.ts";
import { waitingText } from "./waiting-strings.ts";

export interface Difference {
  title: string;
  from: string;
  to: string;
  /** What follows from it. */
  note?: string;
}

type Configuration = SsoConnection["configuration"];
type Changing = Pick<SsoConnection, "configuration" | "pendingConfiguration" | "certificates">;

const people = { note: waitingText.people };

/** Each thing that a waiting change would make different, in words. Of a secret only that there is another. */
export function listDifferences({ configuration, pendingConfiguration, certificates }: Changing): Difference[] {
  if (pendingConfiguration === null) return [];
  const [now, then] = [valuesOf(configuration), valuesOf(pendingConfiguration)];
  const differing = Object.keys(then)
    .filter((title) => now[title] !== then[title])
    .map((title) => ({
      title,
      from: now[title] ?? waitingText.nothing,
      to: then[title] ?? waitingText.nothing,
      ...(title === waitingText.issuer || title === waitingText.entityId ? people : {}),
    }));
  if (configuration.kind === "oidc") return [...differing, secret];
  return [...differing, ...certificateDifference(certificates)];
}

const secret = {
  title: waitingText.secret,
  from: waitingText.secretNow,
  to: waitingText.secretThen,
  note: waitingText.secretNote,
};

function valuesOf(configuration: Configuration): Record<string, string | null> {
  if (configuration.kind === "oidc") {
    const { issuer, clientId, scopes } = configuration;
    const more = scopes.length === 0 ? null : list(scopes);
    return { [waitingText.issuer]: issuer, [waitingText.clientId]: clientId, [waitingText.scopes]: more };
  }
  const { entityId, ssoUrl, sloUrl, metadataUrl } = configuration;
  return {
    [waitingText.entityId]: entityId,
    [waitingText.ssoUrl]: ssoUrl,
    [waitingText.sloUrl]: sloUrl,
    [waitingText.metadataUrl]: metadataUrl,
  };
}

function certificateDifference(certificates: SsoConnection["certificates"]): Difference[] {
  const words = (which: typeof certificates) =>
    which.length === 0 ? waitingText.nothing : list(which.map(({ fingerprint }) => shortFingerprint(fingerprint)));
  if (certificates.every(({ waits, leaves }) => !waits && !leaves)) return [];
  const [from, to] = [certificates.filter(({ waits }) => !waits), certificates.filter(({ leaves }) => !leaves)];
  return [{ title: waitingText.certificates, from: words(from), to: words(to) }];
}
