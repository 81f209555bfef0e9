import { answerOf } from "@mortise/sdk";
import { useCloseTo } from "../app/dialog-route.ts";
import { useRefreshMembers } from "../members/use-members.ts";
import { useToast } from "../parts/toast.tsx";
import { NameAndZoneDialog, type NameAndZone } from "./name-and-zone.tsx";
import { newOrganizationText } from "./strings.ts";
import { zoneHere } from "./zone-field.tsx";
import { cannotTell, useChange } from "../app/use-change.ts";

export function NewOrganizationDialog() {
  const close = useCloseTo("/account");
  const making = useMake(close);
  return (
    <NameAndZoneDialog
      lead={newOrganizationText.lead}
      words={newOrganizationText}
      initial={{ name: "", timeZone: zoneHere() }}
      returnFocusTo={["new-organization"]}
      saving={making}
      onClose={close}
    />
  );
}

function useMake(onDone: () => void) {
  const refresh = useRefreshMembers();
  const toast = useToast();
  return useChange({
    change: (client, body: NameAndZone) => answerOf(client.POST("/v1/organizations", { body })),
    happened: cannotTell,
    onSuccess: async ({ name }) => {
      onDone();
      await refresh();
      toast({ title: newOrganizationText.done(name) });
    },
  });
}
