import type { ReactNode } from "react";
import type { PageAddress } from "../../../server/src/addresses.ts";
import type { LogState, LogWitness } from "../app/api-types.ts";
import { useBaseUrl } from "../app/client.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { explain } from "../app/trouble.ts";
import { Badge } from "../parts/badge.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { useNow } from "../parts/clock.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import "../parts/facts.css";
import { count, plural, relative } from "../parts/format.ts";
import { Loading, SkeletonRows } from "../parts/skeleton.tsx";
import { integrityOf } from "./integrity-badge.tsx";
import "./integrity.css";
import { integrityText } from "./strings.ts";
import { useLogKey, useLogState } from "./use-log-state.ts";

/** In plain words: what is sealed, who signed it, who else has seen it, and how to check it oneself. */
export function IntegrityDialog({ page }: { page: PageAddress }) {
  const close = useCloseTo(page);
  const { data, error } = useLogState();
  return (
    <Dialog
      title={integrityText.dialogTitle}
      lead={integrityText.dialogLead}
      onClose={close}
      returnFocusTo={["integrity"]}
      foot={
        <Button tone="primary" data-autofocus onClick={close}>
          {integrityText.close}
        </Button>
      }
    >
      {data !== undefined && <LogFacts log={data} />}
      {data === undefined && error === null && (
        <Loading>
          <SkeletonRows rows={2} />
        </Loading>
      )}
      {data === undefined && error !== null && (
        <Banner tone="warning" compact title={integrityText.loadFailed}>
          {explain(error)}
        </Banner>
      )}
    </Dialog>
  );
}

function LogFacts({ log }: { log: LogState }) {
  const now = useNow(60_000);
  return (
    <>
      <State log={log} now={now} />
      <dl className="m-facts">
        <dt>{integrityText.origin}</dt>
        <dd className="m-mono m-ltr">{log.origin}</dd>
        <dt>{integrityText.sealed}</dt>
        <dd>{count(log.size)}</dd>
        <dt>{integrityText.newest}</dt>
        <dd>{log.sealedAt === null ? integrityText.none : relative(log.sealedAt, now)}</dd>
        <dt>{integrityText.witnesses}</dt>
        <dd>
          {log.witnesses.length === 0
            ? integrityText.noWitness
            : log.witnesses.map((witness) => <Witness key={witness.name} witness={witness} now={now} />)}
        </dd>
        <PublicKey />
      </dl>
      <div className="m-stack-2">
        <h3 className="m-log-heading">{integrityText.check}</h3>
        <p className="m-small m-muted">{integrityText.checkText}</p>
        <code className="m-log-command m-mono m-ltr">mortise verify FILE --key KEY</code>
      </div>
    </>
  );
}

function State({ log, now }: { log: LogState; now: number }) {
  const state = integrityOf(log);
  const { checkedAt, checkedSize } = log;
  if (state === "problem") {
    const words =
      checkedAt === null ? integrityText.problemFoundUntimed : integrityText.problemFound(relative(checkedAt, now));
    return (
      <Banner tone="danger" compact title={words}>
        {integrityText.keepExport}
      </Banner>
    );
  }
  if (state === "unchecked" || checkedAt === null) {
    return (
      <Banner tone="info" icon="info" compact>
        {integrityText.notChecked}
      </Banner>
    );
  }
  const events = plural(checkedSize ?? 0, integrityText.events);
  return (
    <Banner tone="success" icon="shield-check" compact>
      {integrityText.noProblem(events, relative(checkedAt, now))}
    </Banner>
  );
}

function Witness({ witness: { name, at, size, failing }, now }: { witness: LogWitness; now: number }): ReactNode {
  const words =
    at === null
      ? integrityText.witnessNever(name)
      : integrityText.witnessed(name, plural(size, integrityText.events), relative(at, now));
  return (
    <p>
      {words} {failing && <Badge tone="warning">{integrityText.witnessFailing}</Badge>}
    </p>
  );
}

function PublicKey() {
  const { data, error } = useLogKey();
  const href = `${useBaseUrl()}/v1/log/key`;
  return (
    <>
      <dt>{integrityText.key}</dt>
      <dd className="m-stack-2">
        {error !== null && integrityText.keyFailed}
        {data !== undefined && (
          <span className="m-mono m-ltr m-log-key" id="log-key">
            {data}
          </span>
        )}
        <span className="m-cluster">
          {data !== undefined && (
            <CopyButton
              text={data}
              thing={integrityText.keyThing}
              label={integrityText.copyKey}
              fallbackId="log-key"
              small
            />
          )}
          <a href={href} target="_blank" rel="noreferrer">
            {integrityText.openKey}
          </a>
        </span>
      </dd>
    </>
  );
}
