import type { DeviceRecognition } from "../../vocabulary/states.ts";
import type { HeldPolicies } from "../policies/held/held-policies.ts";

/** For how many days a device may be excused from the second step: as few as the deployment and whoever holds an account to fewer. */
export function decideRememberDays(days: number, { rememberDays }: HeldPolicies): number {
  return Math.min(days, rememberDays?.value ?? Infinity);
}

export interface RecognitionFacts {
  /** This browser's cookie, or a program's kind, is known to the account. */
  readonly isKnown: boolean;
  readonly hasKnownDevices: boolean;
  readonly hasSignedIn: boolean;
}

/** Whether a sign-in's device is new to its account. The first of all is not worth an alert: there was nothing to know it from. */
export function decideRecognition({ isKnown, hasKnownDevices, hasSignedIn }: RecognitionFacts): DeviceRecognition {
  if (isKnown) return "known";
  return hasKnownDevices || hasSignedIn ? "new" : "first";
}
