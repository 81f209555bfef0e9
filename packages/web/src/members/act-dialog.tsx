import type { MemberItem } from "../app/api-types.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { explainInServersWords, wasCancelled } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog, Effects, Subject } from "../parts/dialog.tsx";
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
    <Dialog
      title={words.title(name)}
      lead={words.lead}
      alert
      size="sm"
      onClose={onClose}
      returnFocusTo={[menuIdOf(member.account.id), listHeading]}
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            {memberDialogText.cancel}
          </Button>
          <Button
            tone={act === "restore" ? "primary" : "danger"}
            busy={doing.isPending && words.busy}
            onClick={() => doing.mutate()}
          >
            {words.submit}
          </Button>
        </>
      }
    >
      <Refused error={doing.error} />
      <Subject icon="person" title={<bdi>{name}</bdi>}>
        <span className="m-ltr">{email}</span>, {roleText[member.role]}
      </Subject>
      {effects.length > 0 && <Effects items={effects} />}
    </Dialog>
  );
}

/** What the server refused, in its words. */
export function Refused({ error }: { error: Error | null }) {
  if (error === null || wasCancelled(error)) return null;
  return (
    <Banner tone="warning" compact alert>
      {explainInServersWords(error)}
    </Banner>
  );
}
