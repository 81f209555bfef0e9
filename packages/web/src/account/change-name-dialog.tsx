import { answerOf } from "@mortise/sdk";
import { useOneChange } from "../app/use-one-change.ts";
import { useClient } from "../app/client.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { NameDialog, orMissing } from "../app/name-dialog.tsx";
import { useRefreshAccount } from "../app/queries.ts";
import { useToast } from "../parts/toast.tsx";
import { nameText } from "./strings.ts";

export function ChangeNameDialog({ name }: { name: string }) {
  const close = useCloseTo("/account");
  const save = useSaveName(close);
  return (
    <NameDialog
      words={nameText}
      initial={name}
      maxLength={100}
      autoComplete="name"
      check={orMissing(nameText.missing)}
      saving={save}
      onClose={close}
      returnFocusTo={["change-name"]}
    />
  );
}

function useSaveName(onDone: () => void) {
  const client = useClient();
  const refresh = useRefreshAccount();
  const toast = useToast();
  return useOneChange({
    mutationFn: (name: string) => answerOf(client.PATCH("/v1/account", { body: { name } })),
    onSuccess: async () => {
      await refresh();
      onDone();
      toast({ title: nameText.changed });
    },
  });
}
