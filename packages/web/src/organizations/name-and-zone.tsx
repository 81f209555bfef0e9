import { useState, type ReactNode } from "react";
import { NameDialog, orMissing } from "../app/name-dialog.tsx";
import { newOrganizationText } from "./strings.ts";
import { ZoneField } from "./zone-field.tsx";

export interface NameAndZone {
  name: string;
  timeZone: string;
}

interface NameAndZoneDialogProps {
  words: { title: string; submit: string; busy: string };
  lead?: ReactNode;
  initial: NameAndZone;
  returnFocusTo: string[];
  saving: { mutate: (given: NameAndZone) => void; isPending: boolean; error: Error | null };
  onClose: () => void;
}

const { name: label, missing, cancel } = newOrganizationText;

/** Name and time zone of an organization, new or not. */
export function NameAndZoneDialog({ words, initial, saving, ...rest }: NameAndZoneDialogProps) {
  const [timeZone, setTimeZone] = useState(initial.timeZone);
  const { isPending, error } = saving;
  return (
    <NameDialog
      {...rest}
      words={{ ...words, label, cancel }}
      initial={initial.name}
      maxLength={80}
      autoComplete="organization"
      check={orMissing(missing)}
      saving={{ mutate: (name) => saving.mutate({ name, timeZone }), isPending, error }}
    >
      <ZoneField zone={timeZone} onZone={setTimeZone} />
    </NameDialog>
  );
}
