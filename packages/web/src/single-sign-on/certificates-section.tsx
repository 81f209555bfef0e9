import { useId } from "react";
import type { SsoConnection } from "../app/api-types.ts";
import { useMay } from "../app/organization-gate.tsx";
import { Status } from "../parts/badge.tsx";
import { Banner } from "../parts/banner.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Ago, useNow } from "../parts/clock.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { ahead, day } from "../parts/format.ts";
import { Icon } from "../parts/icon.tsx";
import { Link } from "../parts/link.tsx";
import { Section } from "../parts/page.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Cell, CellSub, Table } from "../parts/table.tsx";
import { connectionAddress } from "./address.ts";
import { isSoon, lastEnd } from "./certificate-ends.ts";
import { certificateText } from "./certificate-strings.ts";
import { shortFingerprint } from "./fingerprint.ts";
import { useHome } from "./use-connections.ts";
import "./stack.css";

type Certificate = SsoConnection["certificates"][number];

const readsMetadata = ({ configuration }: SsoConnection): boolean =>
  configuration.kind === "saml" && configuration.metadataUrl !== null;

/** Said above all else while no certificate is accepted that lasts another month. */
export function CertificateEnding({ connection }: { connection: SsoConnection }) {
  const now = useNow(60_000);
  const may = useMay("manage-sso");
  const at = connectionAddress(useHome(), connection);
  const end = lastEnd(connection.certificates);
  if (connection.status !== "active" || end === undefined || !isSoon(end, now)) return null;
  const isRead = readsMetadata(connection);
  const isOver = Date.parse(end) < now;
  return (
    <Banner
      tone="warning"
      title={
        isOver ? certificateText.hasEnded(connection.name) : certificateText.endsSoon(connection.name, ahead(end, now))
      }
      actions={
        may &&
        !isRead && (
          <ButtonLink href={`${at}/edit`} size="sm" tone="primary">
            {certificateText.addNew}
          </ButtonLink>
        )
      }
    >
      {certificateText.soonText} {isRead ? certificateText.soonMetadata : certificateText.soonGiven}
    </Banner>
  );
}

/** What a provider signs with: until when, when it was used last, and where we have it from. */
export function CertificatesSection({ connection }: { connection: SsoConnection }) {
  const { name, certificates } = connection;
  const { columns } = certificateText;
  if (certificates.length === 0) return null;
  return (
    <Section title={certificateText.title(name)} lead={certificateText.lead}>
      <Card>
        <Table caption={certificateText.caption(name)} columns={[columns.certificate, columns.ends, columns.used]}>
          {certificates.map((certificate) => (
            <CertificateRow
              key={certificate.fingerprint}
              certificate={certificate}
              isRead={readsMetadata(connection)}
            />
          ))}
        </Table>
        <Foot connection={connection} />
      </Card>
    </Section>
  );
}

function CertificateRow({ certificate, isRead }: { certificate: Certificate; isRead: boolean }) {
  const { fingerprint, notAfter, lastUsedAt } = certificate;
  const { columns } = certificateText;
  const now = useNow(60_000);
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <Fingerprint whole={fingerprint} />
        <CellSub>{whereFrom(certificate, isRead)}</CellSub>
      </th>
      <Cell label={columns.ends}>
        {isSoon(notAfter, now) ? <Status tone="warning">{day(notAfter)}</Status> : day(notAfter)}
        <CellSub>{ahead(notAfter, now)}</CellSub>
      </Cell>
      <Cell label={columns.used}>{lastUsedAt === null ? certificateText.neverUsed : <Ago at={lastUsedAt} />}</Cell>
    </tr>
  );
}

/** Short, for the eye; whole for whoever copies it, and for whoever listens. */
function Fingerprint({ whole }: { whole: string }) {
  const id = useId();
  const short = shortFingerprint(whole);
  return (
    <span className="m-fingerprint">
      <span className="m-mono m-ltr" title={whole} aria-hidden="true">
        {short}
      </span>
      <span className="m-sr" id={id}>
        {whole}
      </span>
      <CopyButton text={whole} thing={certificateText.fingerprint} name={certificateText.copy(short)} fallbackId={id} />
    </span>
  );
}

function whereFrom({ waits, leaves, addedAt }: Certificate, isRead: boolean): string {
  if (waits) return certificateText.waits;
  if (leaves) return certificateText.leaves;
  return isRead ? certificateText.fromMetadata(day(addedAt)) : certificateText.given(day(addedAt));
}

function Foot({ connection }: { connection: SsoConnection }) {
  const may = useMay("manage-sso");
  const at = connectionAddress(useHome(), connection);
  const give = may ? <Link href={`${at}/edit`}>{certificateText.give}</Link> : certificateText.give;
  return (
    <p className="m-card-foot">
      <Icon name="info" />
      <span>
        {readsMetadata(connection) ? (
          certificateText.readDaily
        ) : (
          <Sentence text={certificateText.notRead} slots={{ give: <>{give}.</> }} />
        )}
      </span>
    </p>
  );
}
