import { useState } from "react";
import { ConfirmedLine } from "../app/confirmed-line.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { EmailField } from "../parts/email-field.tsx";
import { Sentence, Strong } from "../parts/sentence.tsx";
import { useWrong } from "../parts/use-wrong.ts";
import { emailTrouble } from "../sign-in/email.ts";
import { OutboxHint } from "../sign-up/outbox-hint.tsx";
import { emailText } from "./strings.ts";
import { useChangeEmail } from "./use-change-email.ts";

const focusAfter = ["change-email"];

export function ChangeEmailDialog({ email: current }: { email: string }) {
  const close = useCloseTo("/account");
  const [email, setEmail] = useState("");
  const { wrong, passes, say } = useWrong((typed) => (typed.trim() === current ? emailText.same : emailTrouble(typed)));
  const change = useChangeEmail();
  if (change.isSuccess) return <CheckMailDialog email={email.trim()} onClose={close} />;
  const submit = () => {
    if (!passes(email) || change.isPending) return;
    change.mutate(email.trim(), {
      onError: (error) => {
        if (!wasCancelled(error)) say(explain(error));
      },
    });
  };
  return (
    <Dialog
      title={emailText.title}
      lead={emailText.lead(current)}
      size="sm"
      onClose={close}
      onSubmit={submit}
      refusal={wrong}
      returnFocusTo={focusAfter}
      foot={
        <>
          <Button onClick={close}>{emailText.cancel}</Button>
          <Button tone="primary" type="submit" busy={change.isPending && emailText.sending}>
            {emailText.submit}
          </Button>
        </>
      }
    >
      <EmailField
        label={emailText.label}
        autoComplete="email"
        data-autofocus
        value={email}
        onChange={setEmail}
        error={wrong?.words}
      />
      <ConfirmedLine />
    </Dialog>
  );
}

function CheckMailDialog({ email, onClose }: { email: string; onClose: () => void }) {
  return (
    <Dialog
      title={emailText.sentTitle}
      lead={<Sentence text={emailText.sentLead} slots={{ email: <Strong>{email}</Strong> }} />}
      icon={{ name: "mail", tone: "success" }}
      size="sm"
      onClose={onClose}
      returnFocusTo={focusAfter}
      foot={
        <Button tone="primary" data-autofocus onClick={onClose}>
          {emailText.done}
        </Button>
      }
    >
      <p>{emailText.sentNote}</p>
      <OutboxHint />
    </Dialog>
  );
}
