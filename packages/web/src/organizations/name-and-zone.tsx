import { useState, type ReactNode } from "react";
import { Refused } from "../members/act-dialog.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TextField } from "../parts/text-field.tsx";
import { newOrganizationText } from "./strings.ts";
import { ZoneField } from "./zone-field.tsx";

export interface NameAndZone {
  name: string;
  timeZone: string;
}

interface NameAndZoneDialogProps {
  title: string;
  lead?: ReactNode;
  words: { submit: string; busy: string };
  initial: NameAndZone;
  returnFocusTo: string[];
  saving: { mutate: (given: NameAndZone) => void; isPending: boolean; error: Error | null };
  onClose: () => void;
}

/** Name and time zone of an organization, new or not. */
export function NameAndZoneDialog(props: NameAndZoneDialogProps) {
  const { words, initial, saving, onClose } = props;
  const [name, setName] = useState(initial.name);
  const [timeZone, setTimeZone] = useState(initial.timeZone);
  const [wrong, setWrong] = useState<{ words: string } | null>(null);
  const submit = () => {
    const missing = name.trim() === "";
    setWrong(missing ? { words: newOrganizationText.missing } : null);
    if (!missing && !saving.isPending) saving.mutate({ name: name.trim(), timeZone });
  };
  return (
    <Dialog
      title={props.title}
      lead={props.lead}
      size="sm"
      onClose={onClose}
      onSubmit={submit}
      refusal={wrong}
      returnFocusTo={props.returnFocusTo}
      foot={
        <>
          <Button onClick={onClose}>{newOrganizationText.cancel}</Button>
          <Button tone="primary" type="submit" busy={saving.isPending && words.busy}>
            {words.submit}
          </Button>
        </>
      }
    >
      <Refused error={saving.error} />
      <TextField
        label={newOrganizationText.name}
        autoComplete="organization"
        maxLength={80}
        data-autofocus
        value={name}
        onChange={setName}
        error={wrong?.words}
      />
      <ZoneField zone={timeZone} onZone={setTimeZone} />
    </Dialog>
  );
}
