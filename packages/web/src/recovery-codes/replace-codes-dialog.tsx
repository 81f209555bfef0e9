import { answerOf, isProblem } from "@mortise/sdk";
import { useState } from "react";
import type { Authenticators } from "../app/api-types.ts";
import { ConfirmedLine } from "../app/confirmed-line.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Bits } from "../parts/card.tsx";
import { Dialog, Subject } from "../parts/dialog.tsx";
import { day, plural } from "../parts/format.ts";
import { useToast } from "../parts/toast.tsx";
import { useEndOthers } from "../sessions/use-end-others.ts";
import { CodesDialog } from "./codes-dialog.tsx";
import { codesText, replaceText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

interface ReplaceCodesDialogProps {
  email: string;
  current: Authenticators["recoveryCodes"];
}

const focusAfter = ["get-codes", "second-factors"];

/** The old set dies the moment the new one is made, so it asks before, not after. */
export function ReplaceCodesDialog({ email, current }: ReplaceCodesDialogProps) {
  const close = useCloseTo("/security");
  const toast = useToast();
  const action = useEndOthers();
  // What is replaced stays on the dialog while the page beneath changes.
  const [before] = useState(current);
  const issue = useIssueCodes(before?.issuedAt);
  if (issue.data !== undefined) {
    const done = () => {
      close();
      toast({
        title: replaceText.saved,
        ...(before !== null && { text: replaceText.savedText }),
        ...(action && { action }),
      });
    };
    return (
      <CodesDialog
        codes={issue.data.codes}
        email={email}
        first={before === null}
        onDone={done}
        returnFocusTo={focusAfter}
      />
    );
  }
  return (
    <Dialog
      title={before === null ? replaceText.titleNone : replaceText.title}
      lead={before === null ? replaceText.leadNone : plural(before.remaining, replaceText.lead)}
      alert
      size="sm"
      onClose={close}
      returnFocusTo={focusAfter}
      foot={
        <>
          <Button data-autofocus onClick={close}>
            {before === null ? replaceText.cancel : replaceText.keep}
          </Button>
          <Button tone="primary" busy={issue.isPending && replaceText.getting} onClick={() => issue.mutate()}>
            {replaceText.get}
          </Button>
        </>
      }
    >
      <IssueTrouble error={issue.error} />
      {before !== null && (
        <Subject icon="sheet" title={replaceText.current}>
          <Bits items={[replaceText.created(day(before.issuedAt)), codesText.leftOf(before.remaining, before.total)]} />
        </Subject>
      )}
      <ConfirmedLine />
    </Dialog>
  );
}

function IssueTrouble({ error }: { error: Error | null }) {
  if (error === null || wasCancelled(error)) return null;
  return (
    <Banner tone="warning" compact alert>
      {isProblem(error, "conflict") ? replaceText.impossible : explain(error)}
    </Banner>
  );
}

function useIssueCodes(before: string | undefined) {
  const refresh = useRefreshAccount();
  return useChange({
    change: (client) => answerOf(client.POST("/v1/account/recovery-codes", { body: {} })),
    happened: async (asked) =>
      (await answerOf(asked.GET("/v1/account/authenticators"))).recoveryCodes?.issuedAt !== before,
    onSuccess: () => void refresh(),
  });
}
