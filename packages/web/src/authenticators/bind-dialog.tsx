import { useEffect } from "react";
import type { Authenticators } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { requestIdOf } from "../app/trouble.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { LoadError } from "../parts/load-error.tsx";
import { Loading, Skeleton } from "../parts/skeleton.tsx";
import { useToast } from "../parts/toast.tsx";
import { CodesDialog } from "../recovery-codes/codes-dialog.tsx";
import { BindSteps } from "./bind-steps.tsx";
import { BoundDialog } from "./bound-dialog.tsx";
import { bindText } from "./strings.ts";
import { useBind } from "./use-bind.ts";

interface BindDialogProps {
  email: string;
  authenticators: Authenticators;
}

const focusAfter = ["add-authenticator", "second-factors"];

export function BindDialog({ email, authenticators }: BindDialogProps) {
  const close = useCloseTo("/security");
  const toast = useToast();
  const bind = useBind(authenticators.totp);
  const { bound, cancelled, begin } = bind;
  const beginCancelled = cancelled && begin.data === undefined;
  useEffect(() => {
    if (beginCancelled) close();
  }, [beginCancelled, close]);
  if (bound?.recoveryCodes !== undefined) {
    const added = () => {
      close();
      toast({ title: bindText.addedTitle(bound.authenticator.name), text: bindText.firstAddedText });
    };
    return <CodesDialog codes={bound.recoveryCodes} email={email} first onDone={added} returnFocusTo={focusAfter} />;
  }
  if (bound !== undefined) {
    return <BoundDialog name={bound.authenticator.name} codes={authenticators.recoveryCodes} onClose={close} />;
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
  if (begin.error === null || cancelled) {
    return (
      <Loading label={bindText.starting}>
        <div className="m-stack">
          <Skeleton shape="title" />
          <Skeleton shape="line" />
        </div>
      </Loading>
    );
  }
  return (
    <LoadError title={bindText.startFailed} requestId={requestIdOf(begin.error)} onRetry={() => void begin.refetch()}>
      {bindText.startFailedText}
    </LoadError>
  );
}
