import type { SsoConnection } from "../app/api-types.ts";
import { useMay } from "../app/organization-gate.tsx";
import { Refused } from "../app/refused.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Card, Row } from "../parts/card.tsx";
import { plural } from "../parts/format.ts";
import { Icon } from "../parts/icon.tsx";
import { ssoPolicyText } from "../policies/sso-strings.ts";
import { connectionAddress } from "./address.ts";
import { ConnectionActions } from "./connection-actions.tsx";
import { ConnectionFacts } from "./connection-facts.tsx";
import { ConnectionTitle } from "./connection-title.tsx";
import { connectionText } from "./strings.ts";
import { type Required, usePoliciesAt } from "./use-requirement.ts";
import { useHome, useTestConnection } from "./use-connections.ts";
import "./stack.css";

interface ConnectionCardProps {
  connection: SsoConnection;
  hasDomain: boolean;
  required: Required | undefined;
}

/** A connection: what state it is in, what comes next, and what it knows of itself. */
export function ConnectionCard({ connection, hasDomain, required }: ConnectionCardProps) {
  const test = useTestConnection(connection.id);
  const may = useMay("manage-sso");
  const next = nextOf(connection, hasDomain);
  return (
    <Card>
      <div className="m-row m-row-top m-row-wrap">
        <Icon name="building" size={20} />
        <div className="m-row-body">
          <h3 className="m-row-title">
            <ConnectionTitle connection={connection} required={required} />
          </h3>
          {next !== undefined && <p className="m-row-meta">{next}</p>}
          <Refused error={test.error} />
          <ConnectionFacts connection={connection} />
        </div>
        {may && (
          <div className="m-row-actions">
            <ConnectionActions connection={connection} test={test} />
          </div>
        )}
      </div>
      {connection.status === "active" && required !== undefined && <Who required={required} />}
      <People connection={connection} />
      <Rules connection={connection} />
    </Card>
  );
}

function nextOf({ status, tested }: SsoConnection, hasDomain: boolean): string | undefined {
  const { next } = connectionText;
  if (status === "active") return hasDomain ? undefined : next.activeNoDomain;
  if (status === "disabled") return tested ? next.disabled : next.untested;
  return tested ? next.tested : next.draft;
}

function Who({ required }: { required: Required }) {
  const policies = usePoliciesAt("single-sign-on");
  const may = useMay("change-policies");
  return (
    <Row
      icon="users"
      wrap
      title={connectionText.who}
      meta={`${ssoPolicyText.modes[required]}. ${ssoPolicyText.hints[required]}`}
      actions={
        may && (
          <ButtonLink href={policies} size="sm" aria-label={connectionText.changeNamed(connectionText.who)}>
            {connectionText.change}
          </ButtonLink>
        )
      }
    />
  );
}

function People({ connection }: { connection: SsoConnection }) {
  const at = connectionAddress(useHome(), connection);
  const may = useMay("manage-sso");
  return (
    <Row
      icon="person"
      wrap
      title={connectionText.newAccounts}
      meta={connectionText.newAccountsHow[connection.jit]}
      actions={
        may && (
          <ButtonLink
            href={`${at}/settings`}
            size="sm"
            opensDialog
            aria-label={connectionText.changeNamed(connectionText.newAccounts)}
          >
            {connectionText.change}
          </ButtonLink>
        )
      }
    />
  );
}

function Rules({ connection }: { connection: SsoConnection }) {
  const at = connectionAddress(useHome(), connection);
  const may = useMay("manage-sso");
  const { length } = connection.roleRules;
  return (
    <Row
      icon="list"
      wrap
      title={connectionText.roleRules}
      meta={length === 0 ? connectionText.noRules : plural(length, connectionText.counted)}
      actions={
        may && (
          <ButtonLink href={`${at}/rules`} size="sm">
            {connectionText.rules}
          </ButtonLink>
        )
      }
    />
  );
}
