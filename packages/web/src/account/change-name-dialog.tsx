import { answerOf } from "@mortise/sdk";
import { useCloseTo } from "../app/dialog-route.ts";
import { NameDialog, orMissing } from "../app/name-dialog.tsx";
import { useRefreshAccount } from "../app/queries.ts";
import { useToast } from "../parts/toast.tsx";
import { nameText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

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
  const refresh = useRefreshAccount();
  const toast = useToast();
  return useChange({
    change: (client, name: string) => answerOf(client.PATCH("/v1/account", { body: { name } })),
    happened: async (asked, name) => (await answerOf(asked.GET("/v1/account"))).name === name,
    onSuccess: async () => {
      await refresh();
      onDone();
      toast({ title: nameText.changed });
    },
  });
}
