import { useEffect } from "react";
import type { Authenticators } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { QueryView } from "../app/query-view.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { BindSteps } from "./bind-steps.tsx";
import { BoundOutcome } from "./bound-outcome.tsx";
import { allOf } from "./kinds.ts";
import { bindText } from "./strings.ts";
import { useBind } from "./use-bind.ts";

interface BindDialogProps {
  email: string;
  authenticators: Authenticators;
}

const focusAfter = ["add-authenticator", "second-factors"];

export function BindDialog({ email, authenticators }: BindDialogProps) {
  const close = useCloseTo("/security");
  const bind = useBind(allOf(authenticators));
  const { bound, cancelled, begin } = bind;
  const beginCancelled = cancelled && begin.data === undefined;
  useEffect(() => {
    if (beginCancelled) close();
  }, [beginCancelled, close]);
  if (bound !== undefined) {
    return <BoundOutcome bound={bound} before={authenticators} email={email} onClose={close} focusAfter={focusAfter} />;
  }
  return (
    <Dialog
      title={bindText.title}
      onClose={close}
      onSubmit={begin.data === undefined ? undefined : bind.submit}
      refusal={bind.errors}
      returnFocusTo={focusAfter}
      foot={
        <>
          <Button onClick={close}>{bindText.cancel}</Button>
          {begin.data !== undefined && (
            <Button tone="primary" type="submit" busy={bind.busy && bindText.adding}>
              {bindText.submit}
            </Button>
          )}
        </>
      }
    >
      {begin.data === undefined ? (
        <Beginning bind={bind} />
      ) : (
        <BindSteps key={begin.data.id} bind={bind} begun={begin.data} email={email} />
      )}
    </Dialog>
  );
}

function Beginning({ bind: { begin, cancelled } }: { bind: ReturnType<typeof useBind> }) {
  const { data, error, refetch } = begin;
  return (
    <QueryView
      query={{ data, error: cancelled ? null : error, refetch }}
      loading={bindText.starting}
      skeleton={
        <div className="m-stack">
          <Skeleton shape="title" />
          <Skeleton shape="line" />
        </div>
      }
      failed={bindText.startFailed}
      advice={bindText.startFailedText}
    />
  );
}
