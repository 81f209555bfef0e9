import { refuse, type Refusal } from "../problems.ts";
import { whyEnded } from "../sessions/why-ended.ts";
import type { Services } from "../services.ts";
import type { GivenToken } from "./authenticate.ts";

/** Nobody is signed in; where a session was, its holder is told how it ended. */
export async function refuseStranger(
  { read }: Services,
  given: GivenToken | undefined,
): Promise<Refusal<"not-signed-in">> {
  const ended = given && (await whyEnded(read, given.token));
  return refuse("not-signed-in", { ...(ended && { ended }) });
}
