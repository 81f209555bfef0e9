import { answerOf } from "@mortise/sdk";
import { wasMade } from "../app/change-error.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { useRefreshMembers } from "../members/use-members.ts";
import { useToast } from "../parts/toast.tsx";
import { NameAndZoneDialog, type NameAndZone } from "./name-and-zone.tsx";
import { newOrganizationText } from "./strings.ts";
import { zoneHere } from "./zone-field.tsx";
import { useNewlyMine } from "../app/organization-queries.ts";
import { useChange } from "../app/use-change.ts";

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
  const newly = useNewlyMine();
  const end = async (name: string) => {
    onDone();
    await refresh();
    toast({ title: newOrganizationText.done(name) });
  };
  return useChange({
    change: async (client, body: NameAndZone) => {
      await newly.note(client);
      return answerOf(client.POST("/v1/organizations", { body }));
    },
    happened: (asked, { name }) => newly.isThere(asked, name),
    onSuccess: ({ name }) => end(name),
    onError: (error, { name }) => {
      if (wasMade(error)) void end(name);
    },
  });
}
