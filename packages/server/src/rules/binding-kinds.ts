import { refuse, type Refusal } from "../problems.ts";
import type { HeldPolicies } from "./held-policies.ts";
import type { AuthenticatorKind } from "./vocabulary.ts";

const words: Readonly<Record<AuthenticatorKind, string>> = {
  passkey: "passkeys",
  totp: "authenticator apps",
  phone: "text messages",
  password: "passwords",
  "recovery-code": "recovery codes",
};

/** Refuses to bind a kind that an organization does not allow: it would prove nothing. */
export function decideMayBind(
  kind: AuthenticatorKind,
  { forbiddenKinds }: Pick<HeldPolicies, "forbiddenKinds">,
): Refusal<"not-allowed"> | undefined {
  const source = forbiddenKinds[kind];
  if (!source) return undefined;
  const { organization, workspace } = source;
  return refuse("not-allowed", {
    reason: "kind-not-allowed",
    detail: `${organization.name} does not allow ${words[kind]} as a second factor. Add another kind instead.`,
    policy: { name: "allowedKinds", organization, workspace },
  });
}
