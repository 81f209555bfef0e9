import type { SsoConnection } from "../app/api-types.ts";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { ActionMenu, type MenuEntry } from "../parts/menu.tsx";
import { partsText } from "../parts/strings.ts";
import { connectionAddress } from "./address.ts";
import { keysText } from "./keys-strings.ts";
import { stateText } from "./state-strings.ts";
import { connectionText } from "./strings.ts";
import { useHome, type useTestConnection } from "./use-connections.ts";

interface ConnectionActionsProps {
  connection: SsoConnection;
  test: ReturnType<typeof useTestConnection>;
}

/** What can be done with a connection: what comes next is in front, the rest in a menu. */
export function ConnectionActions({ connection, test }: ConnectionActionsProps) {
  const { id, name, kind, status, tested } = connection;
  const home = useHome();
  const at = connectionAddress(home, connection);
  const entries: MenuEntry[] = [
    { icon: "sliders", label: connectionText.settings, href: `${at}/settings` },
    ...(kind === "saml" ? [{ icon: "key", label: keysText.entry, href: `${at}/keys` } as const] : []),
    { icon: "link", label: connectionText.sendLink, href: `${home}/set-up-link` },
    status === "active"
      ? { icon: "ban", label: connectionText.turnOff, danger: true, href: `${at}/off` }
      : { icon: "trash", label: connectionText.delete, danger: true, href: `${at}/delete` },
  ];
  return (
    <>
      {status !== "active" && tested && (
        <ButtonLink href={`${at}/on`} size="sm" tone="primary" opensDialog>
          {connectionText.turnOn}
        </ButtonLink>
      )}
      <Button
        size="sm"
        tone={status === "draft" && !tested ? "primary" : "default"}
        busy={(test.isPending || test.isSuccess) && stateText.testing}
        onClick={() => test.mutate()}
      >
        {stateText.test}
      </Button>
      <ButtonLink href={`${at}/edit`} size="sm">
        {stateText.edit}
      </ButtonLink>
      <ActionMenu
        className="m-btn m-btn-ghost m-btn-sm m-btn-icon"
        id={`connection-${id}`}
        label={partsText.actionsFor(name)}
        entries={entries}
      >
        <Icon name="more" />
      </ActionMenu>
    </>
  );
}
