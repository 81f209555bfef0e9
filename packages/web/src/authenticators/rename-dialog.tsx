import { answerOf } from "@mortise/sdk";
import { useQueryClient } from "@tanstack/react-query";
import type { Authenticators } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { NameDialog } from "../app/name-dialog.tsx";
import { authenticatorsQuery, useRefreshAccount } from "../app/queries.ts";
import { explain } from "../app/trouble.ts";
import { partsText } from "../parts/strings.ts";
import { useToast } from "../parts/toast.tsx";
import { GoneDialog } from "./gone-dialog.tsx";
import { allOf } from "./kinds.ts";
import { nameTrouble } from "./name.ts";
import { renameText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

interface RenameDialogProps {
  id: string;
  authenticators: Authenticators;
}

export function RenameDialog({ id, authenticators }: RenameDialogProps) {
  const close = useCloseTo("/security");
  const current = allOf(authenticators).find((authenticator) => authenticator.id === id);
  const rename = useRename();
  if (current === undefined) return <GoneDialog onClose={close} />;
  const others = allOf(authenticators).filter((authenticator) => authenticator.id !== id);
  const save = (name: string) => {
    close();
    if (name !== current.name) rename({ id, name, before: current.name });
  };
  return (
    <NameDialog
      words={renameText}
      initial={current.name}
      maxLength={60}
      check={(name) => nameTrouble(name, others)}
      saving={{ mutate: save, isPending: false, error: null }}
      onClose={close}
      returnFocusTo={[`actions-${id}`]}
    />
  );
}

interface Renaming {
  id: string;
  name: string;
  before: string;
}

/** Shows at once, with Undo; a refusal puts the old name back and says so. */
function useRename() {
  const client = useClient();
  const queries = useQueryClient();
  const refresh = useRefreshAccount();
  const toast = useToast();
  const { queryKey } = authenticatorsQuery(client);
  const show = ({ id, name }: Renaming) => queries.setQueryData(queryKey, (shown) => shown && renamed(shown, id, name));
  const save = useChange({
    outlives: true,
    change: (client, { id, name }: Renaming) =>
      answerOf(client.PATCH("/v1/account/authenticators/{id}", { params: { path: { id } }, body: { name } })),
    happened: async (asked, { id, name }) =>
      allOf(await answerOf(asked.GET("/v1/account/authenticators"))).some(
        (each) => each.id === id && each.name === name,
      ),
    onMutate: show,
    onSuccess: (_answer, { id, name, before }) =>
      toast({
        title: renameText.renamed(name),
        action: { label: partsText.undo, run: () => save.mutate({ id, name: before, before: name }) },
      }),
    onError: (error, { id, name, before }) => {
      show({ id, name: before, before: name });
      toast({ tone: "failed", title: renameText.failed, text: explain(error) });
    },
    onSettled: refresh,
  });
  return save.mutate;
}

function renamed(shown: Authenticators, id: string, name: string): Authenticators {
  const withName = <Item extends { id: string; name: string }>(item: Item) =>
    item.id === id ? { ...item, name } : item;
  const { totp, passkeys, phones } = shown;
  return { ...shown, totp: totp.map(withName), passkeys: passkeys.map(withName), phones: phones.map(withName) };
}
