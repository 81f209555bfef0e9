import type { Operation } from "./vocabulary.ts";

interface Requirement {
  readonly maxAgeSeconds: number;
  /** The request itself carries the password, which is then proof enough for an account that has nothing better. */
  readonly requestProvesPassword: boolean;
}

/** Fresh for ten minutes. */
export const standard: Requirement = { maxAgeSeconds: 600, requestProvesPassword: false };

/** What each operation asks for. Naming a new one in the route table does not compile until it stands here. */
export const stepUpRequirements: Readonly<Record<Operation, Requirement>> = {
  "bind-authenticator": standard,
  "unbind-authenticator": standard,
  "unbind-password": standard,
  "issue-recovery-codes": standard,
  "turn-off-two-step": standard,
  "change-password": { ...standard, requestProvesPassword: true },
  "change-email": standard,
  "delete-account": standard,
  "end-other-sessions": standard,
  "export-events": standard,
  "manage-members": standard,
  "change-policies": standard,
  "meet-policy": standard,
  "enter-workspace": standard,
};
