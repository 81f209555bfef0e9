import { answerOf } from "@mortise/sdk";
import { useState } from "react";
import type { Authenticators } from "../app/api-types.ts";
import { ConfirmedLine } from "../app/confirmed-line.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { allOf } from "../authenticators/kinds.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog, Effects } from "../parts/dialog.tsx";
import { list, plural } from "../parts/format.ts";
import type { IconName } from "../parts/icon.tsx";
import { useToast } from "../parts/toast.tsx";
import { useEndOthers } from "../sessions/use-end-others.ts";
import { turnOffText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

export function TurnOffDialog({ authenticators }: { authenticators: Authenticators }) {
  const close = useCloseTo("/security");
  const turnOff = useTurnOff(close);
  // What the dialog is about stays on it while the page beneath changes.
  const [subject] = useState(authenticators);
  if (allOf(subject).length === 0) return <AlreadyOff onClose={close} />;
  return (
    <Dialog
      title={turnOffText.title}
      lead={turnOffText.lead}
      alert
      size="sm"
      onClose={close}
      returnFocusTo={["turn-off", "second-factors"]}
      foot={
        <>
          <Button data-autofocus onClick={close}>
            {turnOffText.keep}
          </Button>
          <Button tone="danger" busy={turnOff.isPending && turnOffText.turningOff} onClick={() => turnOff.mutate()}>
            {turnOffText.turnOff}
          </Button>
        </>
      }
    >
      {turnOff.error !== null && !wasCancelled(turnOff.error) && (
        <Banner tone="warning" compact alert>
          {explain(turnOff.error)}
        </Banner>
      )}
      <Effects items={effectsOf(subject)} />
      <ConfirmedLine />
    </Dialog>
  );
}

function effectsOf(authenticators: Authenticators): { icon: IconName; text: string }[] {
  const remaining = authenticators.recoveryCodes?.remaining ?? 0;
  const names = list(allOf(authenticators).map((authenticator) => authenticator.name));
  return [
    { icon: "phone", text: turnOffText.removed(names) },
    ...(remaining > 0 ? [{ icon: "sheet" as const, text: plural(remaining, turnOffText.codesDie) }] : []),
    { icon: "mail", text: turnOffText.mailed },
  ];
}

function useTurnOff(onDone: () => void) {
  const action = useEndOthers();
  const refresh = useRefreshAccount();
  const toast = useToast();
  return useChange({
    change: (client) => answerOf(client.DELETE("/v1/account/authenticators")),
    happened: async (asked) => allOf(await answerOf(asked.GET("/v1/account/authenticators"))).length === 0,
    onSuccess: async () => {
      await refresh();
      onDone();
      toast({ title: turnOffText.done, text: turnOffText.doneText, ...(action && { action }) });
    },
  });
}

function AlreadyOff({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title={turnOffText.alreadyTitle}
      lead={turnOffText.alreadyText}
      size="sm"
      onClose={onClose}
      returnFocusTo={["second-factors"]}
      foot={<Button onClick={onClose}>{turnOffText.close}</Button>}
    />
  );
}
