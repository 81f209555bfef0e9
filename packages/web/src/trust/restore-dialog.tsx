import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useHistoryLayer } from "../app/history-layer.ts";
import { isNotAbout } from "../app/query-keys.ts";
import { ProofAsked } from "../attempts/confirmation-body.tsx";
import { isTyped, useTypedProof } from "../attempts/typed-proof.ts";
import { hasNothingToVouch, useConfirmation } from "../attempts/use-confirmation.ts";
import { Button } from "../parts/button.tsx";
import { Dialog, Subject } from "../parts/dialog.tsx";
import { useToast } from "../parts/toast.tsx";
import { trustText } from "./strings.ts";

interface RestoreDialogProps {
  why: string;
  onClose: () => void;
  onSignOut: () => void;
}

/** Asks for the proof that makes a flagged session trusted again: made here, by its owner. */
export function RestoreDialog({ why, onClose, onSignOut }: RestoreDialogProps) {
  const [text, setText] = useState("");
  const layer = useHistoryLayer(() => void finish(onClose));
  const restored = useRestored();
  async function finish(then: () => void) {
    await layer.leave();
    then();
  }
  const ceremony = useConfirmation({ purpose: "restore-trust" }, () => void finish(restored));
  const { missing, submit, change } = useTypedProof(ceremony, setText);
  const typed = isTyped(ceremony);
  const nothing = hasNothingToVouch(ceremony.start.error);
  return (
    <Dialog
      title={trustText.dialogTitle}
      lead={trustText.dialogLead}
      size="sm"
      onClose={() => void finish(onClose)}
      onSubmit={typed ? () => submit(text) : undefined}
      refusal={missing ?? ceremony.refusal}
      returnFocusTo={["restore-trust"]}
      noteIcon="info"
      {...(!nothing && { note: ceremony.kind === "totp" ? trustText.noteCode : trustText.noteKey })}
      foot={
        <>
          <Button tone="danger-quiet" onClick={() => void finish(onSignOut)}>
            {trustText.no}
          </Button>
          {typed && (
            <Button tone="primary" type="submit" busy={ceremony.busy && trustText.confirming}>
              {trustText.confirm}
            </Button>
          )}
        </>
      }
    >
      <Subject icon="alert" title={why} />
      {nothing ? (
        <p>{trustText.nothing}</p>
      ) : (
        <ProofAsked ceremony={ceremony} text={text} missing={missing !== null} onText={change} onFull={submit} />
      )}
    </Dialog>
  );
}

function useRestored() {
  const queries = useQueryClient();
  const toast = useToast();
  return () => {
    // Everything that was refused before is asked for anew.
    void queries.resetQueries({
      predicate: isNotAbout("deployment", "session"),
    });
    void queries.invalidateQueries({ queryKey: ["session"] });
    toast({ title: trustText.restored, text: trustText.restoredText });
  };
}
