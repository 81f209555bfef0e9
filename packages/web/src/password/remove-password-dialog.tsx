import { answerOf, isProblem } from "@mortise/sdk";
import { ConfirmedLine } from "../app/confirmed-line.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { AddFirst } from "../authenticators/only-way.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog, Effects } from "../parts/dialog.tsx";
import { useToast } from "../parts/toast.tsx";
import { useEndOthers } from "../sessions/use-end-others.ts";
import { removePasswordText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

export function RemovePasswordDialog() {
  const close = useCloseTo("/security");
  const remove = useRemovePassword(close);
  const kept = isProblem(remove.error, "last-authenticator");
  return (
    <Dialog
      title={removePasswordText.title}
      lead={removePasswordText.lead}
      alert
      size="sm"
      onClose={close}
      returnFocusTo={["remove-password", "change-password", "sign-in-ways"]}
      foot={
        <>
          <Button data-autofocus onClick={close}>
            {removePasswordText.keep}
          </Button>
          {!kept && (
            <Button
              tone="danger"
              busy={remove.isPending && removePasswordText.removing}
              onClick={() => remove.mutate()}
            >
              {removePasswordText.submit}
            </Button>
          )}
        </>
      }
    >
      {remove.error !== null && !wasCancelled(remove.error) && (
        <Banner tone="warning" compact alert>
          {kept ? removePasswordText.kept : explain(remove.error)}
        </Banner>
      )}
      {kept ? (
        <AddFirst ways={["passkey"]} />
      ) : (
        <Effects
          items={[
            { icon: "passkey", text: removePasswordText.passkeysStay },
            { icon: "monitor", text: removePasswordText.devices },
            { icon: "mail", text: removePasswordText.mailed },
          ]}
        />
      )}
      {!kept && <ConfirmedLine />}
    </Dialog>
  );
}

function useRemovePassword(onDone: () => void) {
  const action = useEndOthers();
  const refresh = useRefreshAccount();
  const toast = useToast();
  return useChange({
    change: (client) => answerOf(client.DELETE("/v1/account/password")),
    happened: async (asked) => (await answerOf(asked.GET("/v1/account/authenticators"))).password === null,
    onSuccess: async () => {
      await refresh();
      onDone();
      toast({ title: removePasswordText.done, text: removePasswordText.doneText, ...(action && { action }) });
    },
  });
}
