import { refuse, type Refusal } from "../../problems.ts";

/** By what an identity provider of SAML is known; null for one of another protocol. */
export type ProviderIdentity = { readonly entityId: string; readonly ssoUrl: string } | null;

/** Refuses another provider's configuration where new certificates of the same were asked for. */
export function refuseOther(now: ProviderIdentity, given: ProviderIdentity): Refusal<"not-allowed"> | undefined {
  if (now !== null && given !== null && now.entityId === given.entityId && now.ssoUrl === given.ssoUrl)
    return undefined;
  return refuse("not-allowed", {
    reason: "intent",
    detail: "This link is for new certificates of the same identity provider. Ask for one to set up another.",
  });
}
