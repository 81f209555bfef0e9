import type { SsoConnection } from "../app/api-types.ts";
import { ConfirmDialog } from "../app/confirm-dialog.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { Effects } from "../parts/dialog.tsx";
import { plural } from "../parts/format.ts";
import { useNavigate } from "../parts/navigation.ts";
import { isMany } from "./many.ts";
import { NeededDialog, wouldStrand } from "./needed-dialog.tsx";
import { safetyText } from "./safety-strings.ts";
import { connectionText, ssoPageText } from "./strings.ts";
import { useDiscard } from "./use-discard.ts";
import { useIsRequired } from "./use-requirement.ts";
import { useConnections, useHome } from "./use-connections.ts";
import { useActivate, useDeleteConnection, useDisable } from "./use-sso.ts";
import { waitingText } from "./waiting-strings.ts";

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

function offLead(people: number): string {
  if (people === 0) return safetyText.offNobody;
  return isMany(people) ? safetyText.offMany : plural(people, safetyText.offPeople);
}

export function TurnOffDialog({ connection: { id, name, recentPeople } }: StateDialogProps) {
  const close = useCloseTo(useHome());
  const disable = useDisable(id, close);
  const isRequired = useIsRequired();
  const isOnly = useConnections().data?.items.filter(({ status }) => status === "active").length === 1;
  const returnFocusTo = [`connection-${id}`];
  if ((isRequired && isOnly) || wouldStrand(disable.error))
    return <NeededDialog name={name} lead={safetyText.connectionNeeded} isReplaceable returnFocusTo={returnFocusTo} />;
  return (
    <ConfirmDialog
      title={connectionText.offTitle(name)}
      lead={offLead(recentPeople)}
      words={{ keep: connectionText.keepOn, submit: connectionText.turnOff, busy: connectionText.turningOff }}
      doing={disable}
      onClose={close}
      returnFocusTo={returnFocusTo}
    >
      <Effects
        items={[
          ...(isRequired ? otherWay : ownWays),
          { icon: "monitor", text: safetyText.offSessions },
          { icon: "history", text: safetyText.offAgain },
        ]}
      />
    </ConfirmDialog>
  );
}

const otherWay = [{ icon: "users", text: safetyText.offOther }] as const;
const ownWays = [
  { icon: "users", text: safetyText.offOwn },
  { icon: "mail", text: safetyText.offNeither },
] as const;

export function DiscardDialog({ connection: { id, name } }: StateDialogProps) {
  const close = useCloseTo(useHome());
  const discard = useDiscard(id, close);
  return (
    <ConfirmDialog
      title={waitingText.discardTitle(name)}
      lead={waitingText.discardLead}
      words={{ keep: waitingText.keep, submit: waitingText.discard, busy: waitingText.discarding }}
      doing={discard}
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
      returnFocusTo={["single-sign-on-title"]}
    />
  );
}
