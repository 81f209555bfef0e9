import type { Domain, SsoConnection } from "../app/api-types.ts";
import { useMay } from "../app/organization-gate.tsx";
import { Refused } from "../app/refused.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Ago } from "../parts/clock.tsx";
import { list } from "../parts/format.ts";
import { Icon } from "../parts/icon.tsx";
import { connectionAddress } from "../single-sign-on/address.ts";
import { CertificateFact } from "../single-sign-on/certificate-fact.tsx";
import { ConnectionTitle } from "../single-sign-on/connection-title.tsx";
import { stateText } from "../single-sign-on/state-strings.ts";
import { useHome, useTestConnection } from "../single-sign-on/use-connections.ts";
import "../parts/facts.css";
import { useEditor } from "./editor.ts";
import { ssoPolicyText } from "./sso-strings.ts";

export interface ConnectionRowProps {
  connection: SsoConnection;
  domains: Domain[];
}

/** The state of a connection, where one decides who must use it. */
export function ConnectionRow({ connection, domains }: ConnectionRowProps) {
  const { loaded } = useEditor();
  const test = useTestConnection(connection.id);
  // What is saved, whatever is being chosen below.
  const required = loaded.saved.whole.singleSignOn?.required ?? "none";
  return (
    <div className="m-row m-row-top m-row-wrap">
      <Icon name="building" size={20} />
      <div className="m-row-body">
        <h3 className="m-row-title">
          <ConnectionTitle connection={connection} required={required} />
        </h3>
        <Refused error={test.error} />
        <Facts connection={connection} domains={domains} />
      </div>
      <Actions connection={connection} test={test} />
    </div>
  );
}

function Facts({ connection, domains }: ConnectionRowProps) {
  const { lastSignInAt } = connection;
  const proven = domains.filter(({ status }) => status !== "pending").map(({ name }) => name);
  return (
    <dl className="m-facts m-facts-gap">
      <dt>{ssoPolicyText.domains}</dt>
      <dd>{proven.length === 0 ? ssoPolicyText.noDomains : <span className="m-ltr">{list(proven)}</span>}</dd>
      <dt>{stateText.lastSignIn}</dt>
      <dd className="m-capital">{lastSignInAt === null ? stateText.never : <Ago at={lastSignInAt} />}</dd>
      <CertificateFact connection={connection} />
    </dl>
  );
}

function Actions({
  connection,
  test,
}: Pick<ConnectionRowProps, "connection"> & { test: ReturnType<typeof useTestConnection> }) {
  const may = useMay("manage-sso");
  const at = connectionAddress(useHome(), connection);
  if (!may) return null;
  return (
    <div className="m-row-actions">
      <Button size="sm" busy={(test.isPending || test.isSuccess) && stateText.testing} onClick={() => test.mutate()}>
        {stateText.test}
      </Button>
      <ButtonLink href={`${at}/edit`} size="sm">
        {stateText.edit}
      </ButtonLink>
    </div>
  );
}
