import { answerOf, isProblem } from "@mortise/sdk";
import { useState } from "react";
import type { Authenticator, Authenticators } from "../app/api-types.ts";
import { ConfirmedLine } from "../app/confirmed-line.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Bits } from "../parts/card.tsx";
import { Dialog, Effects, Subject } from "../parts/dialog.tsx";
import { list, plural } from "../parts/format.ts";
import type { IconName } from "../parts/icon.tsx";
import { useToast } from "../parts/toast.tsx";
import { useEndOthers } from "../sessions/use-end-others.ts";
import { useAuthenticatorFacts } from "./facts.ts";
import { GoneDialog } from "./gone-dialog.tsx";
import { allOf, iconOf, nounOf } from "./kinds.ts";
import { AddFirst, OnlyWayDialog, RequiredDialog } from "./only-way.tsx";
import { removeText, removingText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

interface RemoveDialogProps {
  id: string;
  authenticators: Authenticators;
}

export function RemoveDialog({ id, authenticators }: RemoveDialogProps) {
  const close = useCloseTo("/security");
  // What the dialog is about stays on it while the list beneath changes.
  const [before] = useState(authenticators);
  const facts = useAuthenticatorFacts();
  const remove = useRemove(close);
  const subject = allOf(before).find((authenticator) => authenticator.id === id);
  if (subject === undefined) return <GoneDialog onClose={close} />;
  if (isProblem(remove.error, "last-authenticator")) {
    const { members, detail } = remove.error;
    if (members.policy !== undefined) {
      return <RequiredDialog subject={subject} asked={members.policy} detail={detail} onClose={close} />;
    }
    return <OnlyWayDialog subject={subject} onClose={close} />;
  }
  const others = allOf(before).filter((authenticator) => authenticator.id !== id);
  const last = others.length === 0;
  const words = removingText[nounOf(subject)];
  return (
    <Dialog
      title={last ? removeText.lastTitle : words.title}
      lead={last ? removeText.lastLead : words.lead}
      alert
      size="sm"
      onClose={close}
      returnFocusTo={[`actions-${id}`, ...others.map((other) => `actions-${other.id}`), "second-factors"]}
      foot={
        <>
          <Button data-autofocus onClick={close}>
            {removeText.keep}
          </Button>
          <Button tone="danger" busy={remove.isPending && removeText.removing} onClick={() => remove.mutate(subject)}>
            {words.remove}
          </Button>
        </>
      }
    >
      {remove.error !== null && !wasCancelled(remove.error) && (
        <Banner tone="warning" compact alert>
          {explain(remove.error)}
        </Banner>
      )}
      <Subject icon={iconOf(subject)} title={subject.name}>
        <Bits items={facts(subject)} />
      </Subject>
      <Effects items={effectsOf(others, last ? (before.recoveryCodes?.remaining ?? 0) : 0)} />
      <ConfirmedLine />
      {last && <AddFirst ways={["totp"]} />}
    </Dialog>
  );
}

function effectsOf(others: Authenticator[], dyingCodes: number): { icon: IconName; text: string }[] {
  const names = list(others.map((other) => other.name));
  return [
    ...(others.length > 0 ? [{ icon: "check" as const, text: removeText.stillHave(names) }] : []),
    ...(dyingCodes > 0 ? [{ icon: "sheet" as const, text: plural(dyingCodes, removeText.codesDie) }] : []),
    { icon: "monitor", text: removeText.devicesAsked },
    { icon: "mail", text: removeText.mailed },
  ];
}

function useRemove(onDone: () => void) {
  const action = useEndOthers();
  const refresh = useRefreshAccount();
  const toast = useToast();
  return useChange({
    change: (client, { id }: Authenticator) =>
      answerOf(client.DELETE("/v1/account/authenticators/{id}", { params: { path: { id } } })),
    happened: async (asked, { id }) =>
      allOf(await answerOf(asked.GET("/v1/account/authenticators"))).every((each) => each.id !== id),
    onSuccess: async (_answer, { name }) => {
      await refresh();
      onDone();
      toast({ title: removeText.removed(name), text: removeText.removedText, ...(action && { action }) });
    },
  });
}
