import { isPhishingResistant } from "./assurance.ts";
import type { AuthenticatorKind, BoundAuthenticator } from "./vocabulary.ts";

/** Why a session is doubted. */
export type FlagReason =
  | "browser-changed"
  | "os-changed"
  | "impossible-travel"
  | "listed-network"
  | "failed-step-ups"
  | "cloned-key"
  | "by-operator";

/** Kinds that restore trust: a passkey where one is bound, else an authenticator app. With neither, only a new sign-in helps. */
export function decideRestoreKinds(bound: readonly BoundAuthenticator[]): AuthenticatorKind[] {
  const kinds = [...new Set(bound.filter(({ isUnusable }) => !isUnusable).map(({ kind }) => kind))];
  const resistant = kinds.filter(isPhishingResistant);
  return resistant.length > 0 ? resistant : kinds.filter((kind) => kind === "totp");
}
