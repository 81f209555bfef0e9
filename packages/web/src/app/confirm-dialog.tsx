import type { ReactNode } from "react";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Refused } from "./refused.tsx";

interface ConfirmDialogProps {
  title: string;
  lead: string;
  words: { keep: string; submit: string; busy: string };
  /** What is asked about gives something back, and takes nothing away. */
  isKind?: boolean;
  doing: { mutate: () => void; isPending: boolean; error: Error | null };
  onClose: () => void;
  returnFocusTo: string[];
  /** What it is about, and what follows. */
  children?: ReactNode;
}

/** Asks before something that is felt by others or can't be undone. Focus starts on leaving it as it is. */
export function ConfirmDialog({ words, isKind = false, doing, onClose, children, ...rest }: ConfirmDialogProps) {
  return (
    <Dialog
      {...rest}
      alert
      size="sm"
      onClose={onClose}
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            {words.keep}
          </Button>
          <Button
            tone={isKind ? "primary" : "danger"}
            busy={doing.isPending && words.busy}
            onClick={() => doing.mutate()}
          >
            {words.submit}
          </Button>
        </>
      }
    >
      <Refused error={doing.error} />
      {children}
    </Dialog>
  );
}
