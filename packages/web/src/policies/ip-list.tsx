import { useId, useState } from "react";
import { Button } from "../parts/button.tsx";
import { FieldNote } from "../parts/text-field.tsx";
import { cidrFault } from "./cidr.ts";
import type { Entry } from "./draft.ts";
import { ipText } from "./strings.ts";

interface IpListProps {
  label: string;
  add: string;
  fieldLabel: (place: number) => string;
  entries: Entry[];
  onEntries: (entries: Entry[]) => void;
}

/** Addresses and ranges with a note each. */
export function IpList({ label, add, fieldLabel, entries, onEntries }: IpListProps) {
  const id = useId();
  // A row that was asked for is where one goes on typing.
  const [added, setAdded] = useState<number | null>(null);
  const addRow = () => {
    setAdded(entries.length);
    onEntries([...entries, { cidr: "", label: "" }]);
  };
  const change = (place: number, entry: Entry) => onEntries(entries.with(place, entry));
  const remove = (place: number) => {
    onEntries(entries.filter((_entry, index) => index !== place));
    document.getElementById(`${id}-add`)?.focus();
  };
  return (
    <div className="m-ip-list" role="group" aria-label={label}>
      {entries.map((entry, place) => (
        <IpRow
          key={place}
          id={`${id}-${place}`}
          label={fieldLabel(place + 1)}
          name={entry.cidr.trim() === "" ? ipText.range(place + 1) : entry.cidr}
          entry={entry}
          isNew={place === added}
          onEntry={(changed) => change(place, changed)}
          onRemove={() => remove(place)}
        />
      ))}
      <div className="m-ip-add">
        <Button id={`${id}-add`} size="sm" icon="plus" onClick={addRow}>
          {add}
        </Button>
      </div>
    </div>
  );
}

interface IpRowProps {
  id: string;
  label: string;
  name: string;
  entry: Entry;
  isNew: boolean;
  onEntry: (entry: Entry) => void;
  onRemove: () => void;
}

function IpRow({ id, label, name, entry, isNew, onEntry, onRemove }: IpRowProps) {
  // A row that was only just added is not wrong yet; it still has to be filled in before saving.
  const fault = entry.cidr.trim() === "" ? undefined : cidrFault(entry.cidr);
  return (
    <div className="m-ip-row">
      <input
        className="m-input m-input-sm m-input-mono"
        aria-label={label}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-note`}
        dir="ltr"
        autoFocus={isNew}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={64}
        placeholder="203.0.113.0/24"
        value={entry.cidr}
        onChange={(event) => onEntry({ ...entry, cidr: event.target.value.trimStart() })}
      />
      <input
        className="m-input m-input-sm m-ip-note"
        aria-label={ipText.note(name)}
        autoComplete="off"
        maxLength={100}
        placeholder={ipText.notePlaceholder}
        value={entry.label}
        onChange={(event) => onEntry({ ...entry, label: event.target.value })}
      />
      <Button tone="ghost" size="sm" icon="trash" aria-label={ipText.remove(name)} onClick={onRemove} />
      {fault !== undefined && (
        <div className="m-ip-fault">
          <FieldNote id={`${id}-note`} error={fault} />
        </div>
      )}
    </div>
  );
}
