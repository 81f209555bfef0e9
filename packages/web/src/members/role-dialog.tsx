import { useState } from "react";
import type { MemberItem } from "../app/api-types.ts";
import { Refused } from "../app/refused.tsx";
import { useOrganization } from "../app/organization-gate.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { rolesToGive } from "./member-acts.ts";
import { menuIdOf } from "./members-table.tsx";
import { RoleChoice } from "./role-choice.tsx";
import { memberDialogText } from "./strings.ts";
import { useChangeRole } from "./use-act.ts";

export function RoleDialog({ member, onClose }: { member: MemberItem; onClose: () => void }) {
  const { role: mine } = useOrganization();
  const [role, setRole] = useState(member.role);
  const change = useChangeRole(member, onClose);
  const submit = () => {
    if (role === member.role) onClose();
    else if (!change.isPending) change.mutate(role);
  };
  return (
    <Dialog
      title={memberDialogText.roleTitle(member.account.name)}
      lead={member.you ? memberDialogText.stepDownLead : memberDialogText.roleLead}
      size="sm"
      onClose={onClose}
      onSubmit={submit}
      returnFocusTo={[menuIdOf(member.account.id), "members-list"]}
      foot={
        <>
          <Button onClick={onClose}>{memberDialogText.cancel}</Button>
          <Button tone="primary" type="submit" busy={change.isPending && memberDialogText.roleSaving}>
            {memberDialogText.roleSave}
          </Button>
        </>
      }
    >
      <Refused error={change.error} />
      <RoleChoice roles={rolesToGive(mine)} value={role} onChange={setRole} />
    </Dialog>
  );
}
