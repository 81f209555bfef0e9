import type { AddressOf } from "../../../server/src/addresses.ts";
import type { Workspace } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { ConfirmDialog } from "../app/confirm-dialog.tsx";
import { Effects } from "../parts/dialog.tsx";
import { plural } from "../parts/format.ts";
import type { IconName } from "../parts/icon.tsx";
import { useToast } from "../parts/toast.tsx";
import { workspaceDialogText } from "./strings.ts";
import { useDeleteWorkspace } from "./use-workspaces.ts";

export function DeleteWorkspaceDialog({ workspace, home }: { workspace: Workspace; home: AddressOf<"workspaces"> }) {
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
  const { keep, delete: submit, deleting: busy } = workspaceDialogText;
  return (
    <ConfirmDialog
      title={workspaceDialogText.deleteTitle(name)}
      lead={workspaceDialogText.deleteLead}
      words={{ keep, submit, busy }}
      doing={{ mutate: () => deleting.mutate(undefined), isPending: deleting.isPending, error: deleting.error }}
      onClose={close}
      returnFocusTo={[`workspace-${id}`, "workspaces-list"]}
    >
      <Effects items={effects} />
    </ConfirmDialog>
  );
}
