import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { leaveText } from "./leave-strings.ts";

interface LeaveDialogProps {
  /** What isn't saved. */
  lead: string;
  onStay: () => void;
  onLeave: () => void;
}

/** Asked before what is unsaved is lost. */
export function LeaveDialog({ lead, onStay, onLeave }: LeaveDialogProps) {
  return (
    <Dialog
      title={leaveText.title}
      lead={lead}
      alert
      size="sm"
      onClose={onStay}
      foot={
        <>
          <Button data-autofocus onClick={onStay}>
            {leaveText.keepEditing}
          </Button>
          <Button tone="danger" onClick={onLeave}>
            {leaveText.leave}
          </Button>
        </>
      }
    />
  );
}
