import { useState } from "react";
import type { Workspace } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { Refused } from "../members/act-dialog.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TextField } from "../parts/text-field.tsx";
import { useToast } from "../parts/toast.tsx";
import { workspaceDialogText } from "./strings.ts";
import { useMakeWorkspace, useRenameWorkspace } from "./use-workspaces.ts";

export function NewWorkspaceDialog({ home }: { home: string }) {
  const close = useCloseTo(home);
  const toast = useToast();
  const making = useMakeWorkspace(({ name }) => {
    close();
    toast({ title: workspaceDialogText.made(name) });
  });
  const words = {
    title: workspaceDialogText.newTitle,
    submit: workspaceDialogText.make,
    busy: workspaceDialogText.making,
  };
  return <NameDialog words={words} initial="" focusTo="new-workspace" saving={making} onClose={close} />;
}

export function RenameWorkspaceDialog({ workspace, home }: { workspace: Workspace; home: string }) {
  const { id, name } = workspace;
  const close = useCloseTo(home);
  const toast = useToast();
  const renaming = useRenameWorkspace(id, () => {
    close();
    toast({ title: workspaceDialogText.renamed });
  });
  const words = {
    title: workspaceDialogText.renameTitle(name),
    submit: workspaceDialogText.save,
    busy: workspaceDialogText.saving,
  };
  return <NameDialog words={words} initial={name} focusTo={`workspace-${id}`} saving={renaming} onClose={close} />;
}

interface NameDialogProps {
  words: { title: string; submit: string; busy: string };
  initial: string;
  focusTo: string;
  saving: { mutate: (name: string) => void; isPending: boolean; error: Error | null };
  onClose: () => void;
}

function NameDialog({ words, initial, focusTo, saving, onClose }: NameDialogProps) {
  const [name, setName] = useState(initial);
  const [wrong, setWrong] = useState<{ words: string } | null>(null);
  const submit = () => {
    const missing = name.trim() === "";
    setWrong(missing ? { words: workspaceDialogText.missing } : null);
    if (!missing && !saving.isPending) saving.mutate(name.trim());
  };
  return (
    <Dialog
      title={words.title}
      size="sm"
      onClose={onClose}
      onSubmit={submit}
      refusal={wrong}
      returnFocusTo={[focusTo, "workspaces-list"]}
      foot={
        <>
          <Button onClick={onClose}>{workspaceDialogText.cancel}</Button>
          <Button tone="primary" type="submit" busy={saving.isPending && words.busy}>
            {words.submit}
          </Button>
        </>
      }
    >
      <Refused error={saving.error} />
      <TextField
        label={workspaceDialogText.label}
        autoComplete="off"
        maxLength={80}
        data-autofocus
        value={name}
        onChange={setName}
        error={wrong?.words}
      />
    </Dialog>
  );
}
