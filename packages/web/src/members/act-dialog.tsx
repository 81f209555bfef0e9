import type { MemberItem } from "../app/api-types.ts";
import { ConfirmDialog } from "../app/confirm-dialog.tsx";
import { useOrganization } from "../app/organization-gate.tsx";

import { Effects, Subject } from "../parts/dialog.tsx";
import type { ConfirmedAct } from "./member-acts.ts";
import { menuIdOf } from "./members-table.tsx";
import { confirmationText, memberDialogText, roleText } from "./strings.ts";
import { useAct } from "./use-act.ts";

const listHeading = "members-list";

interface ActDialogProps {
  act: ConfirmedAct;
  member: MemberItem;
  onClose: () => void;
}

/** Names the person and what happens next. */
export function ActDialog({ act, member, onClose }: ActDialogProps) {
  const { name: organization } = useOrganization();
  const doing = useAct(act, member, onClose);
  const words = confirmationText[act];
  const { name, email } = member.account;
  const effects = words.effects(organization).map((text) => ({ icon: "info" as const, text }));
  return (
    <ConfirmDialog
      title={words.title(name)}
      lead={words.lead}
      words={{ ...words, keep: memberDialogText.cancel }}
      isKind={act === "restore"}
      doing={doing}
      onClose={onClose}
      returnFocusTo={[menuIdOf(member.account.id), listHeading]}
    >
      <Subject icon="person" title={<bdi>{name}</bdi>}>
        <span className="m-ltr">{email}</span>, {roleText[member.role]}
      </Subject>
      {effects.length > 0 && <Effects items={effects} />}
    </ConfirmDialog>
  );
}
