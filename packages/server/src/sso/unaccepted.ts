import type { CheckName } from "../vocabulary/checks.ts";
import type { Check } from "../vocabulary/sso.ts";

/** Thrown while a provider's answer is judged, where nothing behind it can be looked at any more. Holds no secret. */
export class Unaccepted extends Error {
  readonly check: Check;
  constructor(name: CheckName, expected: string, seen: string, fix: string) {
    super(`${name}: expected ${expected}, seen ${seen}`);
    this.check = { name, passed: false, expected, seen, fix };
  }
}
