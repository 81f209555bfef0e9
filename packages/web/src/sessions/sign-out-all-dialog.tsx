import { answerOf } from "@mortise/sdk";
import { useState } from "react";
import type { SessionItem } from "../app/api-types.ts";
import { ConfirmedLine } from "../app/confirmed-line.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog, Effects } from "../parts/dialog.tsx";
import { plural } from "../parts/format.ts";
import type { IconName } from "../parts/icon.tsx";
import { useToast } from "../parts/toast.tsx";
import { deviceIcon } from "./sessions-table.tsx";
import { sessionsText, signOutAllText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

const shownAtMost = 6;

export function SignOutAllDialog({ others }: { others: SessionItem[] }) {
  const close = useCloseTo("/sessions");
  // What was asked stays on the dialog while the table beneath changes.
  const [asked] = useState(others);
  const signOutAll = useSignOutAll(close);
  if (asked.length === 0) return <NoOthers onClose={close} />;
  return (
    <Dialog
      title={plural(asked.length, signOutAllText.title)}
      lead={signOutAllText.lead}
      alert
      size="sm"
      onClose={close}
      returnFocusTo={["sign-out-all", "active-sessions"]}
      foot={
        <>
          <Button data-autofocus onClick={close}>
            {signOutAllText.cancel}
          </Button>
          <Button tone="danger" busy={signOutAll.isPending && signOutAllText.busy} onClick={() => signOutAll.mutate()}>
            {plural(asked.length, signOutAllText.submit)}
          </Button>
        </>
      }
    >
      {signOutAll.error !== null && !wasCancelled(signOutAll.error) && (
        <Banner tone="warning" compact alert>
          {explain(signOutAll.error)}
        </Banner>
      )}
      <Effects items={effectsOf(asked)} />
      <ConfirmedLine />
    </Dialog>
  );
}

function effectsOf(asked: SessionItem[]): { icon: IconName; text: string }[] {
  const shown = asked.slice(0, shownAtMost).map((session) => ({ icon: deviceIcon(session), text: session.device }));
  const rest = asked.length - shown.length;
  return [
    ...shown,
    ...(rest > 0 ? [{ icon: "more" as const, text: plural(rest, signOutAllText.more) }] : []),
    { icon: "info", text: signOutAllText.effect },
  ];
}

function useSignOutAll(onDone: () => void) {
  const refresh = useRefreshAccount();
  const toast = useToast();
  return useChange({
    change: (client) => answerOf(client.DELETE("/v1/account/sessions")),
    happened: async (asked) =>
      (await answerOf(asked.GET("/v1/account/sessions"))).items.every(({ current }) => current),
    onSuccess: async ({ ended }) => {
      await refresh();
      onDone();
      toast({ title: plural(ended, signOutAllText.done), text: signOutAllText.doneText });
    },
  });
}

function NoOthers({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title={sessionsText.onlyThis}
      lead={sessionsText.onlyThisText}
      size="sm"
      onClose={onClose}
      returnFocusTo={["active-sessions"]}
      foot={<Button onClick={onClose}>{signOutAllText.cancel}</Button>}
    />
  );
}
