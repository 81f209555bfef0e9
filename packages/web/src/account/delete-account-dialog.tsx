import { answerOf, isProblem } from "@mortise/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "../parts/navigation.ts";
import type { Authenticators } from "../app/api-types.ts";
import { ConfirmedLine } from "../app/confirmed-line.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { useAuthenticators } from "../app/queries.ts";
import { isNotAbout } from "../app/query-keys.ts";
import { keepLimits } from "../app/session-ending.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { allOf } from "../authenticators/kinds.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog, Effects } from "../parts/dialog.tsx";
import { plural } from "../parts/format.ts";
import type { IconName } from "../parts/icon.tsx";
import { deleteText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

export function DeleteAccountDialog({ email }: { email: string }) {
  const close = useCloseTo("/account");
  const authenticators = useAuthenticators().data;
  const deletion = useDeleteAccount();
  return (
    <Dialog
      title={deleteText.title}
      lead={deleteText.lead}
      alert
      size="sm"
      onClose={close}
      returnFocusTo={["delete-account"]}
      foot={
        <>
          <Button data-autofocus onClick={close}>
            {deleteText.keep}
          </Button>
          <Button tone="danger" busy={deletion.isPending && deleteText.deleting} onClick={() => deletion.mutate()}>
            {deleteText.submit}
          </Button>
        </>
      }
    >
      {deletion.error !== null && !wasCancelled(deletion.error) && (
        <Banner tone="warning" compact alert>
          {explain(deletion.error)}
        </Banner>
      )}
      <Effects items={effectsOf(email, authenticators)} />
      <ConfirmedLine />
    </Dialog>
  );
}

function effectsOf(email: string, authenticators: Authenticators | undefined): { icon: IconName; text: string }[] {
  const factors = authenticators === undefined ? 0 : allOf(authenticators).length;
  const codes = authenticators?.recoveryCodes?.remaining ?? 0;
  return [
    ...(factors > 0 ? [{ icon: "shield" as const, text: plural(factors, deleteText.factors) }] : []),
    ...(codes > 0 ? [{ icon: "sheet" as const, text: plural(codes, deleteText.codes) }] : []),
    { icon: "history", text: deleteText.history },
    { icon: "mail", text: deleteText.address(email) },
    { icon: "info", text: deleteText.undo },
  ];
}

/** The answer ends every session, this one too; the sign-in page says what happens next. */
function useDeleteAccount() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useChange({
    change: (client) => answerOf(client.DELETE("/v1/account")),
    happened: (asked) =>
      answerOf(asked.GET("/v1/session")).then(
        () => false,
        (error: unknown) => isProblem(error, "not-signed-in") || Promise.reject(error as Error),
      ),
    onSuccess: ({ deletesAt }) => {
      keepLimits(null);
      navigate("/sign-in", { replace: true, state: { deletesAt } });
      queries.removeQueries({ predicate: isNotAbout("deployment") });
      queries.setQueryData(["session"], null);
    },
  });
}
