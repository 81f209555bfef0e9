import type { SsoConnection } from "../app/api-types.ts";
import { useNow } from "../parts/clock.tsx";
import { ahead, day } from "../parts/format.ts";
import "../parts/facts.css";
import { connectText } from "./connect-strings.ts";
import { shortFingerprint } from "./fingerprint.ts";

/** What was read of a SAML provider, and is kept as it is: of a change that waits, what it changes to. */
export function ReadDetails({ connection }: { connection: SsoConnection }) {
  const now = useNow(60_000);
  const { configuration, pendingConfiguration } = connection;
  const read = pendingConfiguration ?? configuration;
  if (read.kind !== "saml") return null;
  const certificates = connection.certificates.filter(({ leaves }) => !leaves);
  return (
    <dl className="m-facts" aria-label={connectText.readTitle}>
      <dt>{connectText.entityId}</dt>
      <dd className="m-ltr">{read.entityId}</dd>
      <dt>{connectText.ssoUrl}</dt>
      <dd className="m-ltr">{read.ssoUrl}</dd>
      {read.metadataUrl !== null && (
        <>
          <dt>{connectText.metadataUrl}</dt>
          <dd className="m-ltr">{read.metadataUrl}</dd>
        </>
      )}
      <dt>{connectText.readCertificate}</dt>
      {certificates.length === 0 && <dd>{connectText.readNoCertificate}</dd>}
      {certificates.map(({ fingerprint, notAfter }) => (
        <dd key={fingerprint}>
          {Date.parse(notAfter) < now
            ? connectText.hasEnded(day(notAfter))
            : connectText.ends(day(notAfter), ahead(notAfter, now))}{" "}
          <span className="m-checked-sub m-mono m-ltr">{shortFingerprint(fingerprint)}</span>
        </dd>
      ))}
    </dl>
  );
}
