import { answerOf, isProblem } from "@mortise/sdk";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Authenticators, BindingRequired, CurrentSession, Mortise } from "./api-types.ts";
import { useClient } from "./client.ts";
import { isOf } from "./query-keys.ts";
import { keepEnding } from "./session-ending.ts";

const minuteMs = 60_000;

export function deploymentQuery(client: Mortise) {
  return queryOptions({
    queryKey: ["deployment"],
    queryFn: () => answerOf(client.GET("/v1/deployment")),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A session that may do nothing else before something is bound, or proven. */
export type HeldBack = { mustBind: BindingRequired } | { mustProve: string };

/** The session; what holds it back, in its place; or null when nobody is signed in. */
export function sessionQuery(client: Mortise) {
  return queryOptions({
    queryKey: ["session"],
    queryFn: (): Promise<CurrentSession | HeldBack | null> =>
      answerOf(client.GET("/v1/session")).catch((error: unknown) => {
        if (isProblem(error, "not-signed-in")) {
          keepEnding(error.members.ended);
          return null;
        }
        const heldBack = heldBackBy(error);
        if (heldBack === undefined) throw error;
        return heldBack;
      }),
    // Whoever closed the confirmation is not asked again for looking away and back.
    refetchOnWindowFocus: ({ state: { data } }) => !(data && "mustProve" in data),
  });
}

/** What an organization asks for before the session may go on, if that is what a refusal says. */
export function heldBackBy(error: unknown): HeldBack | undefined {
  if (isProblem(error, "not-allowed") && error.members.bindingRequired !== undefined)
    return { mustBind: error.members.bindingRequired };
  if (isProblem(error, "step-up-required") && error.members.stepUp.operation === "meet-policy")
    return { mustProve: error.members.policy?.organization.name ?? "" };
  return undefined;
}

export function accountQuery(client: Mortise) {
  return queryOptions({ queryKey: ["account"], queryFn: () => answerOf(client.GET("/v1/account")) });
}

export function authenticatorsQuery(client: Mortise) {
  return queryOptions({
    queryKey: ["authenticators"],
    queryFn: (): Promise<Authenticators> => answerOf(client.GET("/v1/account/authenticators")),
  });
}

export function identitiesQuery(client: Mortise) {
  return queryOptions({
    queryKey: ["identities"],
    queryFn: () => answerOf(client.GET("/v1/account/identities")),
  });
}

export function sessionsQuery(client: Mortise) {
  return queryOptions({
    queryKey: ["sessions"],
    queryFn: () => answerOf(client.GET("/v1/account/sessions", { params: { query: { limit: 100 } } })),
    refetchInterval: minuteMs,
  });
}

export function rememberedQuery(client: Mortise) {
  return queryOptions({
    queryKey: ["remembered-devices"],
    queryFn: () => answerOf(client.GET("/v1/account/remembered-devices", { params: { query: { limit: 100 } } })),
  });
}

export const useSession = () => useQuery(sessionQuery(useClient()));
export const useAccount = () => useQuery(accountQuery(useClient()));
export const useAuthenticators = () => useQuery(authenticatorsQuery(useClient()));
export const useIdentities = () => useQuery(identitiesQuery(useClient()));
export const useRememberedDevices = () => useQuery(rememberedQuery(useClient()));
export const useSessions = () => useQuery(sessionsQuery(useClient()));

/** Everything about the account is asked for again; resolves when what is on the page is new. */
export function useRefreshAccount(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ predicate: isOf("account") }), [queries]);
}
