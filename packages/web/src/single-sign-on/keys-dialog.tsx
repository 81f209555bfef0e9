import type { SsoConnection } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { QueryView } from "../app/query-view.tsx";
import { Refused } from "../app/refused.tsx";
import { Badge, Status } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { Copies } from "../parts/copies.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { day } from "../parts/format.ts";
import { useToast } from "../parts/toast.tsx";
import { keysText } from "./keys-strings.ts";
import { useKeys, useReplaceKey } from "./use-keys.ts";
import { useHome } from "./use-connections.ts";
import "./stack.css";

/** The keys that our requests to a SAML provider are signed with, and the way to a new one without a gap. */
export function KeysDialog({ connection: { id, name, serviceProvider } }: { connection: SsoConnection }) {
  const close = useCloseTo(useHome());
  const keys = useKeys(id);
  const toast = useToast();
  const replace = useReplaceKey(id, () => toast({ tone: "done", title: keysText.madeTitle, text: keysText.madeText }));
  return (
    <Dialog
      title={keysText.title(name)}
      lead={keysText.lead}
      onClose={close}
      returnFocusTo={[`connection-${id}`]}
      foot={
        <>
          <Button busy={replace.isPending && keysText.replacing} onClick={() => replace.mutate()}>
            {keysText.replace}
          </Button>
          <Button tone="primary" onClick={close}>
            {keysText.done}
          </Button>
        </>
      }
    >
      <Refused error={replace.error} />
      <QueryView query={keys} failed={keysText.loadFailed} rows={1}>
        {({ items }) => (
          <ul className="m-stack">
            {items.map((key) => (
              <li key={key.id}>
                {key.retiresAt === null ? (
                  <Status tone="success">{keysText.inUse}</Status>
                ) : (
                  <Badge>{keysText.replaced(day(key.retiresAt))}</Badge>
                )}
                <span className="m-checked-sub">{keysText.made(day(key.createdAt), day(key.notAfter))}</span>
                <span className="m-checked-sub m-mono m-ltr">{key.fingerprint}</span>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
      <p className="m-small m-muted">{keysText.when}</p>
      {"metadataUrl" in serviceProvider && (
        <Copies items={[{ label: keysText.metadata, value: serviceProvider.metadataUrl }]} />
      )}
    </Dialog>
  );
}
