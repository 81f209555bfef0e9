import type { AddressOf } from "../../../server/src/addresses.ts";
import type { Workspace } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { NameDialog, orMissing } from "../app/name-dialog.tsx";
import { useToast } from "../parts/toast.tsx";
import { workspaceDialogText } from "./strings.ts";
import { useMakeWorkspace, useRenameWorkspace } from "./use-workspaces.ts";

const { label, missing, cancel } = workspaceDialogText;
const rules = { maxLength: 80, check: orMissing(missing) };

export function NewWorkspaceDialog({ home }: { home: AddressOf<"workspaces"> }) {
  const close = useCloseTo(home);
  const toast = useToast();
  const making = useMakeWorkspace(({ name }) => {
    close();
    toast({ title: workspaceDialogText.made(name) });
  });
  const { newTitle: title, make: submit, making: busy } = workspaceDialogText;
  return (
    <NameDialog
      {...rules}
      words={{ title, label, cancel, submit, busy }}
      initial=""
      saving={making}
      onClose={close}
      returnFocusTo={["new-workspace", "workspaces-list"]}
    />
  );
}

export function RenameWorkspaceDialog({ workspace, home }: { workspace: Workspace; home: AddressOf<"workspaces"> }) {
  const { id, name } = workspace;
  const close = useCloseTo(home);
  const toast = useToast();
  const renaming = useRenameWorkspace(id, () => {
    close();
    toast({ title: workspaceDialogText.renamed });
  });
  const { save: submit, saving: busy } = workspaceDialogText;
  return (
    <NameDialog
      {...rules}
      words={{ title: workspaceDialogText.renameTitle(name), label, cancel, submit, busy }}
      initial={name}
      saving={renaming}
      onClose={close}
      returnFocusTo={[`workspace-${id}`, "workspaces-list"]}
    />
  );
}
