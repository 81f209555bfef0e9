import { useEffect } from "react";
import type { Authenticators } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { QueryView } from "../app/query-view.tsx";
import { allOf } from "../authenticators/kinds.ts";
import { BoundOutcome } from "../authenticators/bound-outcome.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { TextField } from "../parts/text-field.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { knowsPasskeys } from "./capabilities.ts";
import { addKeyText, addPasskeyText, addText, passkeyText, type AddWords } from "./strings.ts";
import { useAddPasskey } from "./use-add-passkey.ts";

interface AddPasskeyDialogProps {
  email: string;
  authenticators: Authenticators;
  securityKey?: boolean;
}

export function AddPasskeyDialog(props: AddPasskeyDialogProps) {
  const close = useCloseTo("/security");
  if (knowsPasskeys()) return <Adding {...props} onClose={close} />;
  return (
    <Dialog
      title={addText.noSupportTitle}
      lead={addText.noSupportText}
      size="sm"
      onClose={close}
      foot={<Button onClick={close}>{addText.close}</Button>}
    />
  );
}

function Adding({
  email,
  authenticators,
  securityKey = false,
  onClose,
}: AddPasskeyDialogProps & { onClose: () => void }) {
  const words = securityKey ? addKeyText : addPasskeyText;
  const add = useAddPasskey(securityKey, allOf(authenticators));
  const { bound, cancelled, begin, waiting } = add;
  const focusAfter = [securityKey ? "add-security-key" : "add-passkey", "sign-in-ways"];
  useEffect(() => {
    if (cancelled) onClose();
  }, [cancelled, onClose]);
  if (bound !== undefined) {
    return (
      <BoundOutcome bound={bound} before={authenticators} email={email} onClose={onClose} focusAfter={focusAfter} />
    );
  }
  const ready = begin.data !== undefined && !waiting;
  return (
    <Dialog
      title={words.title}
      lead={words.lead}
      size="sm"
      onClose={onClose}
      onSubmit={ready ? add.submit : undefined}
      refusal={add.wrongName}
      returnFocusTo={focusAfter}
      foot={
        <>
          <Button key={waiting ? "stop" : "close"} autoFocus={waiting} onClick={waiting ? add.stop : onClose}>
            {addText.cancel}
          </Button>
          {ready && (
            <Button tone="primary" type="submit" icon={securityKey ? "usb" : "passkey"}>
              {add.trouble === undefined ? words.submit : words.again}
            </Button>
          )}
        </>
      }
    >
      <AddBody add={add} words={words} securityKey={securityKey} />
    </Dialog>
  );
}

interface AddBodyProps {
  add: ReturnType<typeof useAddPasskey>;
  words: AddWords;
  securityKey: boolean;
}

function AddBody({ add, words, securityKey }: AddBodyProps) {
  const { data, error, refetch } = add.begin;
  return (
    <QueryView
      query={{ data, error: add.cancelled ? null : error, refetch }}
      loading={addText.starting}
      skeleton={<Skeleton shape="title" />}
      failed={addText.startFailed}
      advice={addText.startFailedText}
    >
      {() => <Naming add={add} words={words} securityKey={securityKey} />}
    </QueryView>
  );
}

function Naming({ add, words, securityKey }: AddBodyProps) {
  if (add.waiting) return <Waiting words={securityKey ? passkeyText.waitingKey : passkeyText.followPrompt} />;
  return (
    <>
      {add.trouble !== undefined && (
        <Banner tone="warning" icon="info" compact alert>
          {add.trouble}
        </Banner>
      )}
      <TextField
        label={words.name}
        hint={words.nameHint}
        maxLength={60}
        autoComplete="off"
        autoFocus
        data-autofocus
        value={add.name}
        onChange={add.setName}
        error={add.wrongName?.words}
      />
    </>
  );
}
