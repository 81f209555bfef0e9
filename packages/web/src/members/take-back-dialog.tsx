import { useState } from "react";
import type { AddressOf } from "../../../server/src/addresses.ts";
import type { InvitationItem } from "../app/api-types.ts";
import { ConfirmDialog } from "../app/confirm-dialog.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { listed } from "../app/query-view.tsx";
import { takeBackText } from "./invitation-strings.ts";
import { useInvitations, useTakeBack } from "./use-invitations.ts";

/** The invitation an address names; one that is gone has nothing to ask about. */
export function TakeBackDialog({ id, home }: { id: string; home: AddressOf<"members"> }) {
  const known = listed(useInvitations()).data?.find((each) => each.id === id);
  // What was asked stays on the dialog while the list beneath changes.
  const [asked, setAsked] = useState(known);
  if (asked === undefined && known !== undefined) setAsked(known);
  return asked === undefined ? null : <TakeBack invitation={asked} home={home} />;
}

function TakeBack({ invitation, home }: { invitation: InvitationItem; home: AddressOf<"members"> }) {
  const close = useCloseTo(home);
  const takeBack = useTakeBack(invitation, close);
  return (
    <ConfirmDialog
      title={takeBackText.title(invitation.email)}
      lead={takeBackText.lead}
      words={takeBackText}
      doing={takeBack}
      onClose={close}
      returnFocusTo={[`take-back-${invitation.id}`, "invitations-list"]}
    />
  );
}
