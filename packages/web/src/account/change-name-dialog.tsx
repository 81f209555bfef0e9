import { answerOf } from "@mortise/sdk";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useClient } from "../app/client.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain } from "../app/trouble.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TextField } from "../parts/text-field.tsx";
import { useToast } from "../parts/toast.tsx";
import { nameText } from "./strings.ts";

export function ChangeNameDialog({ name: current }: { name: string }) {
  const close = useCloseTo("/account");
  const [name, setName] = useState(current);
  const [wrong, setWrong] = useState<{ words: string } | null>(null);
  const save = useSaveName(close, (words) => setWrong({ words }));
  const submit = () => {
    const missing = name.trim() === "";
    setWrong(missing ? { words: nameText.missing } : null);
    if (!missing && !save.isPending) save.mutate(name.trim());
  };
  return (
    <Dialog
      title={nameText.title}
      size="sm"
      onClose={close}
      onSubmit={submit}
      refusal={wrong}
      returnFocusTo={["change-name"]}
      foot={
        <>
          <Button onClick={close}>{nameText.cancel}</Button>
          <Button tone="primary" type="submit" busy={save.isPending && nameText.saving}>
            {nameText.save}
          </Button>
        </>
      }
    >
      <TextField
        label={nameText.label}
        autoComplete="name"
        maxLength={100}
        data-autofocus
        value={name}
        onChange={setName}
        error={wrong?.words}
      />
    </Dialog>
  );
}

function useSaveName(onDone: () => void, onRefused: (words: string) => void) {
  const client = useClient();
  const refresh = useRefreshAccount();
  const toast = useToast();
  return useMutation({
    mutationFn: (name: string) => answerOf(client.PATCH("/v1/account", { body: { name } })),
    onSuccess: async () => {
      await refresh();
      onDone();
      toast({ title: nameText.changed });
    },
    onError: (error) => onRefused(explain(error)),
  });
}
