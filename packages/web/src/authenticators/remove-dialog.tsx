import { answerOf } from "@mortise/sdk";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Authenticator, Authenticators } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Bits } from "../parts/card.tsx";
import { Choice, Choices } from "../parts/choices.tsx";
import { Dialog, Effects, Subject } from "../parts/dialog.tsx";
import { list, plural } from "../parts/format.ts";
import type { IconName } from "../parts/icon.tsx";
import { useToast } from "../parts/toast.tsx";
import { useAuthenticatorFacts } from "./facts.ts";
import { GoneDialog } from "./gone-dialog.tsx";
import { removeText } from "./strings.ts";

interface RemoveDialogProps {
  id: string;
  authenticators: Authenticators;
}

export function RemoveDialog({ id, authenticators }: RemoveDialogProps) {
  const close = useCloseTo("/security");
  // What the dialog is about stays on it while the list beneath changes.
  const [subject] = useState(() => authenticators.totp.find((authenticator) => authenticator.id === id));
  const facts = useAuthenticatorFacts();
  const remove = useRemove(close);
  if (subject === undefined) return <GoneDialog onClose={close} />;
  const others = authenticators.totp.filter((authenticator) => authenticator.id !== id);
  const last = others.length === 0;
  return (
    <Dialog
      title={last ? removeText.lastTitle : removeText.title}
      lead={last ? removeText.lastLead : removeText.lead}
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
            {removeText.remove}
          </Button>
        </>
      }
    >
      {remove.error !== null && !wasCancelled(remove.error) && (
        <Banner tone="warning" compact alert>
          {explain(remove.error)}
        </Banner>
      )}
      <Subject icon="phone" title={subject.name}>
        <Bits items={facts(subject)} />
      </Subject>
      <Effects items={effectsOf(others, last ? (authenticators.recoveryCodes?.remaining ?? 0) : 0)} />
      {last && <AddAnother />}
    </Dialog>
  );
}

function effectsOf(others: Authenticator[], dyingCodes: number): { icon: IconName; text: string }[] {
  const names = list(others.map((other) => other.name));
  return [
    ...(others.length > 0 ? [{ icon: "check" as const, text: removeText.stillHave(names) }] : []),
    ...(dyingCodes > 0 ? [{ icon: "sheet" as const, text: plural(dyingCodes, removeText.codesDie) }] : []),
    { icon: "mail", text: removeText.mailed },
  ];
}

function AddAnother() {
  return (
    <Choices>
      <Choice
        icon="phone"
        title={removeText.addAnother}
        meta={removeText.addAnotherMeta}
        href="/security/authenticators/new"
      />
    </Choices>
  );
}

function useRemove(onDone: () => void) {
  const client = useClient();
  const refresh = useRefreshAccount();
  const toast = useToast();
  return useMutation({
    mutationFn: ({ id }: Authenticator) =>
      answerOf(client.DELETE("/v1/account/authenticators/{id}", { params: { path: { id } } })),
    onSuccess: async (_answer, { name }) => {
      await refresh();
      onDone();
      toast({ title: removeText.removed(name), text: removeText.removedText });
    },
  });
}
