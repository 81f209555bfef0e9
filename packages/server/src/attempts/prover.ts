import type { Session } from "../sessions/session.ts";
import type { Client } from "../services.ts";

/** Who answers: a browser or program, and the session it has, if any. */
export interface Prover {
  readonly client: Client;
  readonly session: Session | null;
  /** Asks that this device be excused from the second step from now on. */
  readonly wantsToBeRemembered: boolean;
}
