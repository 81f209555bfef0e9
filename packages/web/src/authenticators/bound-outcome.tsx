import type { Authenticators } from "../app/api-types.ts";
import { useToast } from "../parts/toast.tsx";
import { useEndOthers } from "../sessions/use-end-others.ts";
import { CodesDialog } from "../recovery-codes/codes-dialog.tsx";
import { BoundDialog } from "./bound-dialog.tsx";
import { bindText } from "./strings.ts";

interface BoundOutcomeProps {
  bound: { authenticator: { name: string }; recoveryCodes?: string[] };
  /** What was bound before. */
  before: Authenticators;
  email: string;
  onClose: () => void;
  focusAfter: string[];
}

/** After something was bound: the first set of recovery codes, or what became of the codes there are. */
export function BoundOutcome({ bound, before, email, onClose, focusAfter }: BoundOutcomeProps) {
  const toast = useToast();
  const action = useEndOthers();
  const { authenticator, recoveryCodes } = bound;
  if (recoveryCodes === undefined) {
    return (
      <BoundDialog
        name={authenticator.name}
        codes={before.recoveryCodes}
        onClose={onClose}
        returnFocusTo={focusAfter}
      />
    );
  }
  const added = () => {
    onClose();
    toast({
      title: bindText.addedTitle(authenticator.name),
      text: bindText.firstAddedText,
      ...(action && { action }),
    });
  };
  return <CodesDialog codes={recoveryCodes} email={email} first onDone={added} returnFocusTo={focusAfter} />;
}
