import { answerOf } from "@mortise/sdk";
import type { AddressOf } from "../../../server/src/addresses.ts";
import { useOneChange } from "../app/use-one-change.ts";
import { useClient } from "../app/client.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { useRefreshMembers } from "../members/use-members.ts";
import { useToast } from "../parts/toast.tsx";
import { NameAndZoneDialog, type NameAndZone } from "./name-and-zone.tsx";
import { settingsText } from "./strings.ts";

/** How an organization is called, and where its days begin. */
export function OrganizationSettingsDialog({ home }: { home: AddressOf<"members"> }) {
  const close = useCloseTo(home);
  const { name, timeZone } = useOrganization();
  const saving = useSave(close);
  return (
    <NameAndZoneDialog
      words={settingsText}
      initial={{ name, timeZone }}
      returnFocusTo={["organization-settings"]}
      saving={saving}
      onClose={close}
    />
  );
}

function useSave(onDone: () => void) {
  const client = useClient();
  const { id: org } = useOrganization();
  const refresh = useRefreshMembers();
  const toast = useToast();
  return useOneChange({
    mutationFn: (body: NameAndZone) =>
      answerOf(client.PATCH("/v1/organizations/{org}", { params: { path: { org } }, body })),
    onSuccess: async () => {
      onDone();
      await refresh();
      toast({ title: settingsText.done });
    },
  });
}
