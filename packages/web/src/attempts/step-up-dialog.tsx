import { useQueryClient } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { useHistoryLayer } from "../app/history-layer.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { ProofAsked } from "./confirmation-body.tsx";
import { StepUpSubject, useAboutWords } from "./step-up-subject.tsx";
import type { StepUpDesk, StepUpRequest } from "./step-up-desk.ts";
import { stepUpText } from "./strings.ts";
import { isTyped, useTypedProof } from "./typed-proof.ts";
import { useConfirmation } from "./use-confirmation.ts";

/** The one place where calls that need fresh proof are answered, whatever page they come from. */
export function StepUpHost({ desk }: { desk: StepUpDesk }) {
  const request = useSyncExternalStore(desk.subscribe, desk.current);
  return request === null ? null : <StepUpDialog request={request} />;
}

function StepUpDialog({ request }: { request: StepUpRequest }) {
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const layer = useHistoryLayer(() => void finish(false));
  async function finish(confirmed: boolean) {
    await layer.leave();
    if (confirmed) void queries.invalidateQueries({ queryKey: ["session"] });
    request.settle(confirmed);
  }
  const { operation, target } = request;
  const purpose = { purpose: "step-up" as const, operation, ...(target !== undefined && { target }) };
  const ceremony = useConfirmation(purpose, () => void finish(true));
  const typed = isTyped(ceremony);
  const { missing, submit, change } = useTypedProof(ceremony, setText);
  return (
    <Dialog
      title={stepUpText.title}
      lead={stepUpText.about(useAboutWords(request))}
      size="sm"
      onClose={() => void finish(false)}
      onSubmit={typed ? () => submit(text) : undefined}
      refusal={missing ?? ceremony.refusal}
      note={stepUpText.lasts}
      foot={
        (typed || ceremony.kind !== "passkey") && (
          <>
            <Button onClick={() => void finish(false)}>{stepUpText.cancel}</Button>
            {typed && (
              <Button tone="primary" type="submit" busy={ceremony.busy && stepUpText.confirming}>
                {stepUpText.confirm}
              </Button>
            )}
          </>
        )
      }
    >
      <StepUpSubject target={request.target} />
      <ProofAsked ceremony={ceremony} text={text} missing={missing !== null} onText={change} onFull={submit} />
    </Dialog>
  );
}
