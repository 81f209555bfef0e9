import { useId } from "react";
import type { Authenticators } from "../app/api-types.ts";
import { useDeployment } from "../app/deployment.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { BoundOutcome } from "../authenticators/bound-outcome.tsx";
import { Button } from "../parts/button.tsx";
import { Countdown, useSecondsUntil } from "../parts/clock.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { OtpField } from "../parts/otp-field.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { FieldFrame, TextField } from "../parts/text-field.tsx";
import { countries } from "./countries.ts";
import { phoneText } from "./strings.ts";
import { useAddPhone } from "./use-add-phone.ts";

interface AddPhoneDialogProps {
  email: string;
  authenticators: Authenticators;
}

type AddPhone = ReturnType<typeof useAddPhone>;

const focusAfter = ["add-phone", "second-factors"];

export function AddPhoneDialog(props: AddPhoneDialogProps) {
  const { textMessages } = useDeployment();
  const close = useCloseTo("/security");
  if (textMessages) return <Adding {...props} onClose={close} />;
  return (
    <Dialog
      title={phoneText.title}
      lead={phoneText.off}
      size="sm"
      onClose={close}
      foot={<Button onClick={close}>{phoneText.cancel}</Button>}
    />
  );
}

function Adding({ email, authenticators, onClose }: AddPhoneDialogProps & { onClose: () => void }) {
  const add = useAddPhone();
  const { bound, begun } = add;
  if (bound !== undefined) {
    return (
      <BoundOutcome bound={bound} before={authenticators} email={email} onClose={onClose} focusAfter={focusAfter} />
    );
  }
  const busyWords = begun === undefined ? phoneText.sending : phoneText.adding;
  return (
    <Dialog
      title={phoneText.title}
      lead={begun === undefined ? phoneText.lead : phoneText.sent(begun.sentTo)}
      size="sm"
      onClose={onClose}
      onSubmit={add.submit}
      refusal={add.errors}
      returnFocusTo={focusAfter}
      foot={
        <>
          <Button onClick={onClose}>{phoneText.cancel}</Button>
          <Button tone="primary" type="submit" busy={add.busy && busyWords}>
            {begun === undefined ? phoneText.send : phoneText.submit}
          </Button>
        </>
      }
    >
      {begun === undefined ? <NumberStep add={add} /> : <CodeStep add={add} />}
    </Dialog>
  );
}

function NumberStep({ add }: { add: AddPhone }) {
  const id = useId();
  return (
    <>
      <FieldFrame id={id} label={phoneText.country}>
        <span className="m-select">
          <select
            id={id}
            autoComplete="country"
            value={add.country}
            onChange={(event) => add.setCountry(event.target.value)}
          >
            {countries(document.documentElement.lang).map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </span>
      </FieldFrame>
      <TextField
        label={phoneText.number}
        type="tel"
        autoComplete="tel"
        data-autofocus
        value={add.number}
        onChange={add.setNumber}
        hint={phoneText.numberHint}
        error={add.errors?.number}
      />
    </>
  );
}

function CodeStep({ add }: { add: AddPhone }) {
  const seconds = useSecondsUntil(add.resendAt);
  return (
    <>
      <OtpField label={phoneText.code} value={add.code} onChange={add.setCode} error={add.errors?.code} autoFocus />
      <TextField
        label={phoneText.name}
        maxLength={60}
        autoComplete="off"
        value={add.name}
        onChange={add.setName}
        hint={phoneText.nameHint}
      />
      {add.resendTrouble !== undefined && (
        <p className="m-small" role="alert">
          {add.resendTrouble}
        </p>
      )}
      <p className="m-cluster m-small">
        {seconds > 0 ? (
          <span className="m-muted">
            <Sentence text={phoneText.againIn} slots={{ time: <Countdown seconds={seconds} /> }} />
          </span>
        ) : (
          <button type="button" className="m-link-btn" onClick={add.resend}>
            {phoneText.again}
          </button>
        )}
        <button type="button" className="m-link-btn" onClick={add.startOver}>
          {phoneText.change}
        </button>
      </p>
    </>
  );
}
