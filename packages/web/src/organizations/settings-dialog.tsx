import { answerOf } from "@mortise/sdk";
import type { AddressOf } from "../../../server/src/addresses.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { useRefreshMembers } from "../members/use-members.ts";
import { useToast } from "../parts/toast.tsx";
import { NameAndZoneDialog, type NameAndZone } from "./name-and-zone.tsx";
import { settingsText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

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
  const { id: org } = useOrganization();
  const refresh = useRefreshMembers();
  const toast = useToast();
  return useChange({
    change: (client, body: NameAndZone) =>
      answerOf(client.PATCH("/v1/organizations/{org}", { params: { path: { org } }, body })),
    happened: async (asked, { name, timeZone }) => {
      const now = await answerOf(asked.GET("/v1/organizations/{org}", { params: { path: { org } } }));
      return now.name === name && now.timeZone === timeZone;
    },
    onSuccess: async () => {
      onDone();
      await refresh();
      toast({ title: settingsText.done });
    },
  });
}
