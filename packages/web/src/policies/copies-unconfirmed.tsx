import { answerOf } from "@mortise/sdk";
import { useClient } from "../app/client.ts";
import { useMay, useOrganization } from "../app/organization-gate.tsx";
import { explain } from "../app/trouble.ts";
import { useOneChange } from "../app/use-one-change.ts";
import { Button } from "../parts/button.tsx";
import { otherText } from "./strings.ts";

/** Says that nothing goes to the security address yet, and mails its link again. */
export function CopiesUnconfirmed() {
  const client = useClient();
  const { id: org } = useOrganization();
  const may = useMay("change-policies");
  const send = useOneChange({
    mutationFn: () =>
      answerOf(client.POST("/v1/organizations/{org}/policies/alert-copies/link", { params: { path: { org } } })),
  });
  return (
    <div className="m-stack-2" role="status">
      <p className="m-small">{send.isSuccess ? otherText.copiesSent : otherText.copiesUnconfirmed}</p>
      {send.error !== null && <p className="m-small">{explain(send.error)}</p>}
      {may && !send.isSuccess && (
        <Button busy={send.isPending && otherText.copiesSending} onClick={() => send.mutate()}>
          {otherText.copiesSend}
        </Button>
      )}
    </div>
  );
}
