import type { Workspace } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { Refused } from "../members/act-dialog.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog, Effects } from "../parts/dialog.tsx";
import { plural } from "../parts/format.ts";
import type { IconName } from "../parts/icon.tsx";
import { useToast } from "../parts/toast.tsx";
import { workspaceDialogText } from "./strings.ts";
import { useDeleteWorkspace } from "./use-workspaces.ts";

export function DeleteWorkspaceDialog({ workspace, home }: { workspace: Workspace; home: string }) {
  const { id, name, members } = workspace;
  const close = useCloseTo(home);
  const toast = useToast();
  const deleting = useDeleteWorkspace(id, () => {
    close();
    toast({ title: workspaceDialogText.deleted(name) });
  });
  const effects: { icon: IconName; text: string }[] = [
    { icon: "sliders", text: workspaceDialogText.deletePolicies },
    ...(members > 0 ? [{ icon: "users" as const, text: plural(members, workspaceDialogText.deleteMembers) }] : []),
  ];
  return (
    <Dialog
      title={workspaceDialogText.deleteTitle(name)}
      lead={workspaceDialogText.deleteLead}
      alert
      size="sm"
      onClose={close}
      returnFocusTo={[`workspace-${id}`, "workspaces-list"]}
      foot={
        <>
          <Button data-autofocus onClick={close}>
            {workspaceDialogText.keep}
          </Button>
          <Button
            tone="danger"
            busy={deleting.isPending && workspaceDialogText.deleting}
            onClick={() => deleting.mutate(undefined)}
          >
            {workspaceDialogText.delete}
          </Button>
        </>
      }
    >
      <Refused error={deleting.error} />
      <Effects items={effects} />
    </Dialog>
  );
}
