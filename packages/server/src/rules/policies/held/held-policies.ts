import type { PasswordPreset, StepUpStrength } from "../../../vocabulary/policies.ts";
import type { AuthenticatorKind } from "../../../vocabulary/kinds.ts";

/** Which organization or workspace asks for something, and since when. */
export interface Source {
  readonly organization: { readonly id: string; readonly name: string };
  readonly workspace: { readonly id: string; readonly name: string } | null;
  readonly since: number;
}

/** A value somebody is held to, and who holds them to it. */
export interface Held<Value> {
  readonly value: Value;
  readonly source: Source;
}

/** What one person is held to wherever they act. An IP allowlist and a workspace's own session limits hold where they act. */
export interface HeldPolicies {
  /** From when on a second factor is needed; Unix milliseconds. */
  readonly twoFactorFrom: Held<number> | null;
  /** From when on it must be phishing-resistant. */
  readonly phishingResistantFrom: Held<number> | null;
  readonly forbiddenKinds: Readonly<Partial<Record<AuthenticatorKind, Source>>>;
  readonly rememberDays: Held<number> | null;
  readonly stepUpWindowSeconds: Held<number> | null;
  readonly stepUpStrength: Held<StepUpStrength> | null;
  readonly idleSeconds: Held<number> | null;
  readonly absoluteSeconds: Held<number> | null;
  readonly passwordPresets: Readonly<Partial<Record<PasswordPreset, Source>>>;
}

/** Of a person whom nobody asks for anything. Folded with others it changes nothing. */
export const heldToNothing: HeldPolicies = {
  twoFactorFrom: null,
  phishingResistantFrom: null,
  forbiddenKinds: {},
  rememberDays: null,
  stepUpWindowSeconds: null,
  stepUpStrength: null,
  idleSeconds: null,
  absoluteSeconds: null,
  passwordPresets: {},
};
