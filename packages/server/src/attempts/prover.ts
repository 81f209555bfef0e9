import type { Session } from "../sessions/session.ts";
import type { Client } from "../services.ts";

/** Who answers: a browser or program, and the session it has, if any. */
export interface Prover {
  readonly client: Client;
  readonly session: Session | null;
}
