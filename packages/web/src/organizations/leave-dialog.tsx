import { answerOf } from "@mortise/sdk";
import { useState } from "react";
import type { Organization } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { useOrganizations } from "../app/organization-queries.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { useCurrentSession } from "../app/current-session.ts";
import { ConfirmDialog } from "../app/confirm-dialog.tsx";
import { Effects } from "../parts/dialog.tsx";
import { useToast } from "../parts/toast.tsx";
import { leaveText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

/** Leaving the organization an address names. */
export function LeaveDialog({ id }: { id: string }) {
  const listed = useOrganizations().data?.items.find((each) => each.id === id);
  // What was asked stays on the dialog while the list beneath changes.
  const [asked, setAsked] = useState(listed);
  if (asked === undefined && listed !== undefined) setAsked(listed);
  return asked === undefined ? null : <Leave organization={asked} />;
}

function Leave({ organization }: { organization: Organization }) {
  const close = useCloseTo("/account");
  const leaving = useLeave(organization, close);
  const { id, name, role } = organization;
  return (
    <ConfirmDialog
      title={leaveText.title(name)}
      lead={leaveText.lead}
      words={{ ...leaveText, keep: leaveText.stay }}
      doing={leaving}
      onClose={close}
      returnFocusTo={[`leave-${id}`, "organizations-list"]}
    >
      <Effects
        items={[
          { icon: "building", text: leaveText.workspaces },
          { icon: "person", text: leaveText.account },
          ...(role === "owner" ? [{ icon: "key" as const, text: leaveText.handOver }] : []),
        ]}
      />
    </ConfirmDialog>
  );
}

function useLeave({ id: org, name }: Organization, onDone: () => void) {
  const { account } = useCurrentSession();
  const refresh = useRefreshAccount();
  const toast = useToast();
  return useChange({
    change: (client) => {
      const params = { path: { org, account: account.id } };
      return answerOf(client.DELETE("/v1/organizations/{org}/members/{account}", { params }));
    },
    happened: async (asked) => (await answerOf(asked.GET("/v1/organizations"))).items.every(({ id }) => id !== org),
    onSuccess: async () => {
      onDone();
      await refresh();
      toast({ title: leaveText.done(name) });
    },
  });
}
