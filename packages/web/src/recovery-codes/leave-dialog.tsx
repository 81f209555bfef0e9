import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { codesText } from "./strings.ts";

interface LeaveDialogProps {
  first: boolean;
  onBack: () => void;
  onLeave: () => void;
}

export function LeaveDialog({ first, onBack, onLeave }: LeaveDialogProps) {
  return (
    <Dialog
      title={codesText.leaveTitle}
      lead={first ? codesText.leaveLeadFirst : codesText.leaveLead}
      alert
      size="sm"
      onClose={onBack}
      foot={
        <>
          <Button tone="danger-quiet" onClick={onLeave}>
            {codesText.leave}
          </Button>
          <Button tone="primary" data-autofocus onClick={onBack}>
            {codesText.back}
          </Button>
        </>
      }
    />
  );
}
