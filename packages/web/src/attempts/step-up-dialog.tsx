import { useQueryClient } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { useHistoryLayer } from "../app/history-layer.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { ProofAsked } from "./step-up-body.tsx";
import { StepUpSubject } from "./step-up-subject.tsx";
import type { StepUpDesk, StepUpRequest } from "./step-up-desk.ts";
import { operationText, stepUpText } from "./strings.ts";
import { useStepUp } from "./use-step-up.ts";

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
  const ceremony = useStepUp(request, () => void finish(true));
  const asks = ceremony.kind !== null && ceremony.kind !== "choosing" && ceremony.refusal?.is !== "paused";
  const submit = (typed: string) => {
    if (ceremony.kind === "totp") ceremony.submit({ kind: "totp", code: typed });
    if (ceremony.kind === "password") ceremony.submit({ kind: "password", password: typed });
    setText("");
  };
  return (
    <Dialog
      title={stepUpText.title}
      lead={stepUpText.about(operationText[request.operation])}
      size="sm"
      onClose={() => void finish(false)}
      onSubmit={asks ? () => submit(text) : undefined}
      refusal={ceremony.refusal}
      note={stepUpText.lasts}
      foot={
        <>
          <Button onClick={() => void finish(false)}>{stepUpText.cancel}</Button>
          {asks && (
            <Button tone="primary" type="submit" busy={ceremony.busy && stepUpText.confirming}>
              {stepUpText.confirm}
            </Button>
          )}
        </>
      }
    >
      <StepUpSubject target={request.target} />
      <ProofAsked ceremony={ceremony} text={text} onText={setText} onFull={submit} />
    </Dialog>
  );
}
