import type { HeldPolicies } from "./held-policies.ts";

/** For how many days a device may be excused from the second step: as few as the deployment and whoever holds an account to fewer. */
export function decideRememberDays(days: number, { rememberDays }: HeldPolicies): number {
  return Math.min(days, rememberDays?.value ?? Infinity);
}
