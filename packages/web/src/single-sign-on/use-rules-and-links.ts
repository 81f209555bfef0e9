import { answerOf } from "@mortise/sdk";
import type { RoleRule, SetupIntent } from "../app/api-types.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { cannotTell, useAsking } from "../app/use-change.ts";
import { useSsoChange } from "./use-sso.ts";

export function useSaveRules(conn: string, onDone: (answer: unknown, rules: RoleRule[]) => void) {
  const { id: org } = useOrganization();
  const params = { path: { org, conn } };
  return useSsoChange({
    change: (client, rules: RoleRule[]) =>
      answerOf(client.PUT("/v1/organizations/{org}/connections/{conn}/role-rules", { params, body: rules })),
    happened: cannotTell,
    onDone,
  });
}

export function usePreviewRules(conn: string) {
  const { id: org } = useOrganization();
  const params = { path: { org, conn } };
  return useAsking({
    change: (client, rules: RoleRule[]) =>
      answerOf(client.POST("/v1/organizations/{org}/connections/{conn}/role-rules/preview", { params, body: rules })),
  });
}

export interface NewLink {
  intents: SetupIntent[];
  expiresInHours: number;
  email?: string;
}

export function useMakeLink(onDone: () => void) {
  const { id: org } = useOrganization();
  return useSsoChange({
    change: (client, body: NewLink) =>
      answerOf(client.POST("/v1/organizations/{org}/setup-links", { params: { path: { org } }, body })),
    happened: cannotTell,
    onDone,
  });
}

export function useTakeLinkBack(onDone: () => void) {
  const { id: org } = useOrganization();
  const params = { path: { org } };
  return useSsoChange({
    change: (client) => answerOf(client.DELETE("/v1/organizations/{org}/setup-links", { params })),
    happened: async (client) =>
      (await answerOf(client.GET("/v1/organizations/{org}/setup-links", { params }))).items.length === 0,
    onDone,
  });
}
