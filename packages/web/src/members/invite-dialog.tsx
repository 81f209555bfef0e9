import { useState } from "react";
import type { AddressOf } from "../../../server/src/addresses.ts";
import type { Role } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { Refused } from "../app/refused.tsx";
import { useOrganization } from "../app/organization-gate.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { EmailField } from "../parts/email-field.tsx";
import { useWrong } from "../parts/use-wrong.ts";
import { othersEmailTrouble } from "../sign-in/email.ts";
import { inviteText } from "./invitation-strings.ts";
import { rolesToGive } from "./member-acts.ts";
import { RoleChoice } from "./role-choice.tsx";
import { useInvite } from "./use-invitations.ts";

export function InviteDialog({ home }: { home: AddressOf<"members"> }) {
  const close = useCloseTo(home);
  const { name, role: mine } = useOrganization();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("member");
  const { wrong, passes } = useWrong(othersEmailTrouble);
  const invite = useInvite(close);
  const submit = () => {
    if (passes(email) && !invite.isPending) invite.mutate({ email: email.trim(), role });
  };
  return (
    <Dialog
      title={inviteText.title}
      lead={inviteText.lead(name)}
      onClose={close}
      onSubmit={submit}
      refusal={wrong}
      returnFocusTo={["invite"]}
      foot={
        <>
          <Button onClick={close}>{inviteText.cancel}</Button>
          <Button tone="primary" type="submit" busy={invite.isPending && inviteText.sending}>
            {inviteText.submit}
          </Button>
        </>
      }
    >
      <Refused error={invite.error} />
      <EmailField
        label={inviteText.email}
        autoComplete="off"
        maxLength={254}
        data-autofocus
        value={email}
        onChange={setEmail}
        hint={inviteText.hint}
        error={wrong?.words}
      />
      <RoleChoice roles={rolesToGive(mine)} value={role} onChange={setRole} />
    </Dialog>
  );
}
