import type { SsoConnection } from "../app/api-types.ts";
import { ConfirmDialog } from "../app/confirm-dialog.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { useNavigate } from "../parts/navigation.ts";
import { connectionText, ssoPageText } from "./strings.ts";
import { useActivate, useDeleteConnection, useDisable, useHome } from "./use-sso.ts";

interface StateDialogProps {
  connection: SsoConnection;
}

export function TurnOnDialog({ connection: { id, name } }: StateDialogProps) {
  const home = useHome();
  const close = useCloseTo(home);
  const navigate = useNavigate();
  // It may have been opened from a test's result, which has nothing more to say then.
  const activate = useActivate(id, () => navigate(home, { replace: true }));
  return (
    <ConfirmDialog
      title={connectionText.onTitle(name)}
      lead={connectionText.onLead}
      words={{ keep: ssoPageText.cancel, submit: connectionText.turnOn, busy: connectionText.turningOn }}
      isKind
      doing={activate}
      onClose={close}
      returnFocusTo={[`connection-${id}`]}
    />
  );
}

export function TurnOffDialog({ connection: { id, name } }: StateDialogProps) {
  const close = useCloseTo(useHome());
  const disable = useDisable(id, close);
  return (
    <ConfirmDialog
      title={connectionText.offTitle(name)}
      lead={connectionText.offLead}
      words={{ keep: connectionText.keepOn, submit: connectionText.turnOff, busy: connectionText.turningOff }}
      doing={disable}
      onClose={close}
      returnFocusTo={[`connection-${id}`]}
    />
  );
}

export function DeleteConnectionDialog({ connection: { id, name } }: StateDialogProps) {
  const close = useCloseTo(useHome());
  const remove = useDeleteConnection(id, close);
  return (
    <ConfirmDialog
      title={connectionText.deleteTitle(name)}
      lead={connectionText.deleteLead}
      words={{ keep: connectionText.keep, submit: connectionText.delete, busy: connectionText.deleting }}
      doing={remove}
      onClose={close}
      returnFocusTo={["domains"]}
    />
  );
}
