import type { Proof } from "../../vocabulary/proofs.ts";
import type { CapturedFacts } from "./capture.ts";

/** What somebody could still sign in with. */
export interface WaysFacts {
  readonly captured: CapturedFacts | null;
  readonly kinds: readonly Proof["kind"][];
  /** Identities they have left, anywhere. */
  readonly identities: readonly string[];
}

/** Whether somebody has a way in: of their own only while no provider has to vouch for them, or break-glass lets their passkey in. */
export function decideHasWayIn({ captured, kinds, identities }: WaysFacts): boolean {
  if (captured === null)
    return identities.length > 0 || kinds.some((kind) => kind === "password" || kind === "passkey");
  return (
    identities.some((id) => captured.identities.includes(id)) || (captured.isBreakGlass && kinds.includes("passkey"))
  );
}
