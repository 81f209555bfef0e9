import { answerOf } from "@mortise/sdk";
import { useMay, useOrganization } from "../app/organization-gate.tsx";
import { explain } from "../app/trouble.ts";
import { useAsking } from "../app/use-change.ts";
import { Button } from "../parts/button.tsx";
import { otherText } from "./strings.ts";

/** Says that nothing goes to the security address yet, and mails its link again. */
export function CopiesUnconfirmed() {
  const { id: org } = useOrganization();
  const may = useMay("change-policies");
  const send = useAsking({
    change: (client) =>
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
