import { useState } from "react";
import type { SsoConnection } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { QueryView } from "../app/query-view.tsx";
import { Refused } from "../app/refused.tsx";
import { Badge, Status } from "../parts/badge.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Copies } from "../parts/copies.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { day } from "../parts/format.ts";
import { useToast } from "../parts/toast.tsx";
import { keysText } from "./keys-strings.ts";
import { useKeys, useReplaceKey } from "./use-keys.ts";
import { useHome } from "./use-connections.ts";
import "./details.css";
import "./stack.css";

/** The keys that our requests to a SAML provider are signed with, and the way to a new one without a gap. */
export function KeysDialog({ connection: { id, name, serviceProvider } }: { connection: SsoConnection }) {
  const close = useCloseTo(useHome());
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const replace = useReplaceKey(id, () => {
    setAsking(false);
    toast({ tone: "done", title: keysText.madeTitle, text: keysText.madeText });
  });
  const foot = isAsking ? (
    <>
      <Button autoFocus onClick={() => setAsking(false)}>
        {keysText.keep}
      </Button>
      <Button tone="primary" busy={replace.isPending && keysText.replacing} onClick={() => replace.mutate()}>
        {keysText.replace}
      </Button>
    </>
  ) : (
    <>
      <Button onClick={() => setAsking(true)}>{keysText.replace}</Button>
      <Button tone="primary" onClick={close}>
        {keysText.done}
      </Button>
    </>
  );
  return (
    <Dialog
      title={keysText.title(name)}
      lead={keysText.lead}
      onClose={close}
      returnFocusTo={[`connection-${id}`]}
      foot={foot}
    >
      <Refused error={replace.error} />
      <Keys id={id} />
      {isAsking ? (
        <Banner tone="warning" title={keysText.sureTitle} alert>
          {keysText.sureText} {keysText.sureMetadata}
        </Banner>
      ) : (
        <p className="m-small m-muted">{keysText.when}</p>
      )}
      {"metadataUrl" in serviceProvider && (
        <Copies items={[{ label: keysText.metadata, value: serviceProvider.metadataUrl }]} />
      )}
    </Dialog>
  );
}

function Keys({ id }: { id: string }) {
  const keys = useKeys(id);
  return (
    <QueryView query={keys} failed={keysText.loadFailed} rows={1}>
      {({ items }) => (
        <ul className="m-stack">
          {items.map((key) => (
            <li key={key.id}>
              {key.retiresAt === null ? (
                <Status tone="success">{keysText.inUse}</Status>
              ) : (
                <span className="m-wrapping">
                  <Badge>{keysText.replaced(day(key.retiresAt))}</Badge>
                </span>
              )}
              <span className="m-checked-sub">{keysText.made(day(key.createdAt), day(key.notAfter))}</span>
              <span className="m-checked-sub">
                {keysText.fingerprint}
                {": "}
                <span className="m-mono m-ltr">{key.fingerprint}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}
