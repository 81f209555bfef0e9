import type { ReactNode } from "react";
import type { Domain, SsoConnection } from "../app/api-types.ts";
import { useMay } from "../app/organization-gate.tsx";
import { At } from "../parts/at.tsx";
import { ssoArea } from "./address.ts";
import { AddDomainDialog, RemoveDomainDialog } from "./domains-section.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { TakeLinkBackDialog } from "./link-section.tsx";
import { SettingsDialog } from "./settings-dialog.tsx";
import { DeleteConnectionDialog, DiscardDialog, TurnOffDialog, TurnOnDialog } from "./state-dialogs.tsx";

/** The dialogs of the page, each at its address. */
export function SsoDialogs({ connections, domains }: { connections: SsoConnection[]; domains: Domain[] }) {
  const may = useMay("manage-sso");
  if (!may) return null;
  const within =
    (Dialog: (props: { connection: SsoConnection }) => ReactNode) =>
    ({ connection }: { connection: string }) => {
      const found = connections.find(({ id }) => id === `conn_${connection}`);
      return found === undefined ? null : <Dialog connection={found} />;
    };
  return (
    <>
      <At address={`${ssoArea}/domains/new`}>
        <AddDomainDialog />
      </At>
      <At address={`${ssoArea}/domains/:domain/remove`}>
        {({ domain }) => {
          const found = domains.find(({ id }) => id === domain);
          return found === undefined ? null : <RemoveDomainDialog domain={found} />;
        }}
      </At>
      <At address={`${ssoArea}/conn_:connection/settings`}>{within(SettingsDialog)}</At>
      <At address={`${ssoArea}/conn_:connection/keys`}>{within(KeysDialog)}</At>
      <At address={`${ssoArea}/conn_:connection/on`}>{within(TurnOnDialog)}</At>
      <At address={`${ssoArea}/conn_:connection/off`}>{within(TurnOffDialog)}</At>
      <At address={`${ssoArea}/conn_:connection/discard`}>{within(DiscardDialog)}</At>
      <At address={`${ssoArea}/conn_:connection/delete`}>{within(DeleteConnectionDialog)}</At>
      <At address={`${ssoArea}/set-up-link`}>
        <LinkDialog />
      </At>
      <At address={`${ssoArea}/set-up-link/take-back`}>
        <TakeLinkBackDialog />
      </At>
    </>
  );
}
