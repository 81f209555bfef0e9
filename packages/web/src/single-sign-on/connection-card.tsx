import type { SsoConnection } from "../app/api-types.ts";
import { useMay } from "../app/organization-gate.tsx";
import { Refused } from "../app/refused.tsx";
import { Badge, Status } from "../parts/badge.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Card, Row } from "../parts/card.tsx";
import { Ago, useNow } from "../parts/clock.tsx";
import { day, plural } from "../parts/format.ts";
import { Icon } from "../parts/icon.tsx";
import { ActionMenu, type MenuEntry } from "../parts/menu.tsx";
import { partsText } from "../parts/strings.ts";
import "../parts/facts.css";
import { connectionAddress } from "./address.ts";
import { keysText } from "./keys-strings.ts";
import { connectionText } from "./strings.ts";
import { useHome, useTestConnection } from "./use-sso.ts";
import "./stack.css";

const monthMs = 30 * 86_400_000;

/** A connection: what state it is in, what comes next, and what it knows of itself. */
export function ConnectionCard({ connection, hasDomain }: { connection: SsoConnection; hasDomain: boolean }) {
  const { name, kind, certificates } = connection;
  const test = useTestConnection(connection.id);
  const may = useMay("manage-sso");
  const now = useNow(60_000);
  const endsSoon = certificates.some(({ notAfter }) => Date.parse(notAfter) - now < monthMs);
  return (
    <Card>
      <Row
        icon="building"
        wrap
        title={
          <>
            <bdi>{name}</bdi> <Badge>{connectionText.kind[kind]}</Badge> <State connection={connection} />
          </>
        }
        meta={nextOf(connection, hasDomain)}
        actions={may && <Actions connection={connection} test={test} />}
      />
      <div className="m-pad m-stack">
        <Refused error={test.error} />
        {connection.pendingRevision !== null && <Pending test={test} may={may} />}
        {endsSoon && (
          <Banner tone="warning" title={connectionText.endsSoon(name)}>
            {connectionText.endsSoonText}
          </Banner>
        )}
        <Facts connection={connection} />
      </div>
    </Card>
  );
}

type Testing = ReturnType<typeof useTestConnection>;

function State({ connection: { status, tested } }: { connection: SsoConnection }) {
  const { active, draft, disabled } = connectionText.status;
  if (status === "active") return <Status tone="success">{active}</Status>;
  if (status === "disabled") return <Status tone="danger">{disabled}</Status>;
  return <Status tone="warning">{tested ? connectionText.status.tested : draft}</Status>;
}

function nextOf({ status, tested }: SsoConnection, hasDomain: boolean): string {
  const { next } = connectionText;
  if (status === "active") return hasDomain ? next.active : next.activeNoDomain;
  if (status === "disabled") return next.disabled;
  return tested ? next.tested : next.draft;
}

function Actions({ connection, test }: { connection: SsoConnection; test: Testing }) {
  const { name, kind, status, tested } = connection;
  const home = useHome();
  const at = connectionAddress(home, connection);
  const canTurnOn = status !== "active" && tested;
  const entries: MenuEntry[] = [
    { icon: "pencil", label: connectionText.edit, href: `${at}/edit` },
    { icon: "sliders", label: connectionText.settings, href: `${at}/settings` },
    { icon: "list", label: connectionText.rules, href: `${at}/rules` },
    ...(kind === "saml" ? [{ icon: "key", label: keysText.entry, href: `${at}/keys` } as const] : []),
    status === "active"
      ? { icon: "ban", label: connectionText.turnOff, danger: true, href: `${at}/off` }
      : { icon: "trash", label: connectionText.delete, danger: true, href: `${at}/delete` },
  ];
  return (
    <>
      {canTurnOn && (
        <ButtonLink href={`${at}/on`} size="sm" tone="primary" opensDialog>
          {connectionText.turnOn}
        </ButtonLink>
      )}
      <Button
        size="sm"
        tone={status === "draft" && !tested ? "primary" : "default"}
        busy={(test.isPending || test.isSuccess) && connectionText.testing}
        onClick={() => test.mutate()}
      >
        {connectionText.test}
      </Button>
      <ActionMenu
        className="m-btn m-btn-ghost m-btn-sm m-btn-icon"
        id={`connection-${connection.id}`}
        label={partsText.actionsFor(name)}
        entries={entries}
      >
        <Icon name="more" />
      </ActionMenu>
    </>
  );
}

function Pending({ test, may }: { test: Testing; may: boolean }) {
  return (
    <Banner
      tone="info"
      title={connectionText.pending}
      actions={
        may && (
          <Button
            size="sm"
            tone="primary"
            busy={(test.isPending || test.isSuccess) && connectionText.testing}
            onClick={() => test.mutate()}
          >
            {connectionText.testNew}
          </Button>
        )
      }
    >
      {connectionText.pendingText}
    </Banner>
  );
}

function Facts({ connection }: { connection: SsoConnection }) {
  const { lastSignInAt, lastFailure, certificates, jit, trustSecondFactor, roleRules } = connection;
  return (
    <dl className="m-facts">
      <dt>{connectionText.lastSignIn}</dt>
      <dd>{lastSignInAt === null ? connectionText.never : <Ago at={lastSignInAt} />}</dd>
      {lastFailure !== null && (
        <>
          <dt>{connectionText.lastFailure}</dt>
          <dd>
            <Ago at={lastFailure.at} />. {lastFailure.text}
          </dd>
        </>
      )}
      {certificates.map(({ fingerprint, notAfter }) => (
        <Certificate key={fingerprint} fingerprint={fingerprint} notAfter={notAfter} />
      ))}
      <dt>{connectionText.newAccounts}</dt>
      <dd>{connectionText.jit[jit]}</dd>
      <dt>{connectionText.secondFactor}</dt>
      <dd>{connectionText.trust[trustSecondFactor]}</dd>
      <dt>{connectionText.roleRules}</dt>
      <dd>{roleRules.length === 0 ? connectionText.noRules : plural(roleRules.length, connectionText.counted)}</dd>
    </dl>
  );
}

function Certificate({ fingerprint, notAfter }: { fingerprint: string; notAfter: string }) {
  const now = useNow(60_000);
  const isOver = Date.parse(notAfter) < now;
  return (
    <>
      <dt>{connectionText.certificate}</dt>
      <dd>
        {isOver ? connectionText.ended(day(notAfter)) : connectionText.ends(day(notAfter))}
        <span className="m-checked-sub m-mono m-ltr">{fingerprint}</span>
      </dd>
    </>
  );
}
