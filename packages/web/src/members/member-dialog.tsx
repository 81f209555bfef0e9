import { isProblem } from "@mortise/sdk";
import { useState } from "react";
import type { AddressOf } from "../../../server/src/addresses.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { explain } from "../app/trouble.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { ActDialog } from "./act-dialog.tsx";
import { actsOn, type MemberAct } from "./member-acts.ts";
import { RoleDialog } from "./role-dialog.tsx";
import { memberDialogText } from "./strings.ts";
import { useMember } from "./use-members.ts";

/** The dialog about one member that an address names. */
export function MemberDialog({ account, act, home }: { account: string; act: MemberAct; home: AddressOf<"members"> }) {
  const close = useCloseTo(home);
  const { role: mine } = useOrganization();
  const { data, error } = useMember(account);
  // Once it was offered it stays until it is closed, whatever the answer makes of the member.
  const [offered, setOffered] = useState<MemberAct | null>(null);
  const fits = data && actsOn(mine, data).find((each) => each === act);
  if (fits !== undefined && offered === null) setOffered(fits);
  const shown = offered ?? fits;
  if (error !== null && data === undefined) {
    const gone = isProblem(error, "not-found");
    return <Nothing title={gone ? memberDialogText.gone : explain(error)} onClose={close} />;
  }
  if (data === undefined) return null;
  if (shown === undefined)
    return <Nothing title={memberDialogText.refused} lead={memberDialogText.refusedLead} onClose={close} />;
  if (shown === "role") return <RoleDialog member={data} onClose={close} />;
  return <ActDialog act={shown} member={data} onClose={close} />;
}

function Nothing({ title, lead, onClose }: { title: string; lead?: string; onClose: () => void }) {
  return (
    <Dialog
      title={title}
      {...(lead !== undefined && { lead })}
      size="sm"
      onClose={onClose}
      returnFocusTo={["members-list"]}
      foot={
        <Button data-autofocus onClick={onClose}>
          {memberDialogText.close}
        </Button>
      }
    />
  );
}
