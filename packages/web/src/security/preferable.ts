import type { Authenticator, Authenticators } from "../app/api-types.ts";
import { allOf } from "../authenticators/kinds.ts";

/** What may be asked for first: every second factor that works here. */
export function preferable(authenticators: Authenticators): Authenticator[] {
  return allOf(authenticators).filter((authenticator) => authenticator.kind !== "phone" || authenticator.usable);
}
