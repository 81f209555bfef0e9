import { answerOf, isProblem } from "@mortise/sdk";
import type { MemberItem, Mortise, Role } from "../app/api-types.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { useToast } from "../parts/toast.tsx";
import type { ConfirmedAct } from "./member-acts.ts";
import { confirmationText, memberDialogText, roleText } from "./strings.ts";
import { useRefreshMembers } from "./use-members.ts";
import { cannotTell, useChange } from "../app/use-change.ts";

interface Place {
  org: string;
  account: string;
}

const calls: Record<ConfirmedAct, (client: Mortise, path: Place) => Promise<unknown>> = {
  "end-sessions": (client, path) =>
    answerOf(client.POST("/v1/organizations/{org}/members/{account}/end-sessions", { params: { path }, body: {} })),
  "password-reset": (client, path) =>
    answerOf(
      client.POST("/v1/organizations/{org}/members/{account}/require-password-reset", { params: { path }, body: {} }),
    ),
  suspend: (client, path) =>
    answerOf(client.POST("/v1/organizations/{org}/members/{account}/suspend", { params: { path }, body: {} })),
  restore: (client, path) =>
    answerOf(client.POST("/v1/organizations/{org}/members/{account}/restore", { params: { path }, body: {} })),
  transfer: (client, { org, account }) =>
    answerOf(
      client.POST("/v1/organizations/{org}/transfer-ownership", { params: { path: { org } }, body: { account } }),
    ),
  remove: (client, path) => answerOf(client.DELETE("/v1/organizations/{org}/members/{account}", { params: { path } })),
};

const memberOf = (client: Mortise, path: Place) =>
  answerOf(client.GET("/v1/organizations/{org}/members/{account}", { params: { path } }));

/** Whether an act nobody answered has been done: by what it leaves behind, given how many sessions there were before. */
const stands: Record<ConfirmedAct, (client: Mortise, path: Place, sessions: number) => Promise<boolean>> = {
  "end-sessions": isSignedOut,
  // It signs out too. Of somebody who was signed in nowhere nothing tells.
  "password-reset": (client, path, sessions) => (sessions === 0 ? cannotTell() : isSignedOut(client, path)),
  suspend: async (client, path) => (await memberOf(client, path)).status === "suspended",
  restore: async (client, path) => (await memberOf(client, path)).status === "active",
  transfer: async (client, path) => (await memberOf(client, path)).role === "owner",
  remove: (client, path) =>
    memberOf(client, path).then(
      () => false,
      (error: unknown) => isProblem(error, "not-found") || Promise.reject(error as Error),
    ),
};

async function isSignedOut(client: Mortise, path: Place): Promise<boolean> {
  return (await memberOf(client, path)).sessions === 0;
}

/** Does it, shows the list as it is now, and says so. */
export function useAct(act: ConfirmedAct, { account, sessions }: MemberItem, onDone: () => void) {
  const { id: org } = useOrganization();
  const refresh = useRefreshMembers();
  const toast = useToast();
  return useChange({
    change: (client) => calls[act](client, { org, account: account.id }),
    happened: (asked) => stands[act](asked, { org, account: account.id }, sessions),
    onSuccess: async () => {
      onDone();
      await refresh();
      toast({ title: confirmationText[act].done(account.name) });
    },
  });
}

export function useChangeRole({ account }: MemberItem, onDone: () => void) {
  const { id: org } = useOrganization();
  const refresh = useRefreshMembers();
  const toast = useToast();
  return useChange({
    change: (client, role: Role) => {
      const params = { path: { org, account: account.id } };
      return answerOf(client.PATCH("/v1/organizations/{org}/members/{account}", { params, body: { role } }));
    },
    happened: async (asked, role) => (await memberOf(asked, { org, account: account.id })).role === role,
    onSuccess: async (_answer, role) => {
      onDone();
      await refresh();
      toast({ title: memberDialogText.roleDone(account.name, roleText[role]) });
    },
  });
}
