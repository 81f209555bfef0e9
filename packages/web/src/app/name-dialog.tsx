import { useState, type ReactNode } from "react";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TextField } from "../parts/text-field.tsx";
import { useWrong } from "../parts/use-wrong.ts";
import { Refused } from "./refused.tsx";
import { refusedWords } from "./trouble.ts";

interface NameDialogProps {
  words: { title: string; label: string; cancel: string; submit: string; busy?: string };
  lead?: ReactNode;
  initial: string;
  maxLength: number;
  autoComplete?: "off" | "name" | "organization";
  /** What is wrong with a name, if anything is. */
  check: (name: string) => string | undefined;
  saving: { mutate: (name: string) => void; isPending: boolean; error: Error | null };
  onClose: () => void;
  returnFocusTo: string[];
  /** What is asked for besides, beneath the name. */
  children?: ReactNode;
}

/** Gives a name to something, or another one. */
export function NameDialog(props: NameDialogProps) {
  const { words, saving, onClose } = props;
  const [name, setName] = useState(props.initial);
  const { wrong, passes } = useWrong(props.check);
  const refused = refusedWords(saving.error, "name");
  const submit = () => {
    if (passes(name.trim()) && !saving.isPending) saving.mutate(name.trim());
  };
  return (
    <Dialog
      title={words.title}
      lead={props.lead}
      size="sm"
      onClose={onClose}
      onSubmit={submit}
      refusal={wrong ?? (refused === undefined ? null : saving.error)}
      returnFocusTo={props.returnFocusTo}
      foot={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button tone="primary" type="submit" busy={saving.isPending && words.busy}>
            {words.submit}
          </Button>
        </>
      }
    >
      {refused === undefined && <Refused error={saving.error} />}
      <TextField
        label={words.label}
        autoComplete={props.autoComplete ?? "off"}
        maxLength={props.maxLength}
        data-autofocus
        value={name}
        onChange={setName}
        error={wrong?.words ?? refused}
      />
      {props.children}
    </Dialog>
  );
}

/** For a name of which only its being there is asked. */
export function orMissing(words: string): (name: string) => string | undefined {
  return (name) => (name === "" ? words : undefined);
}
