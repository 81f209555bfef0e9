import { issueRequestOptions } from "../authenticators/passkey/request-options.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { Services } from "../services.ts";
import type { Prover } from "./prover.ts";
import { questionOf, viewAttempt } from "./start-attempt.ts";

/** Begins a passkey's ceremony for an attempt: options with a challenge that only this attempt accepts. */
export async function beginPasskeyProof(
  services: Services,
  prover: Pick<Prover, "client" | "session">,
  attemptId: string,
): Promise<object | Refusal<"not-found" | "attempt-closed" | "invalid-request" | "session-flagged">> {
  const view = await viewAttempt(services, attemptId, prover);
  if ("refused" in view) return view;
  if (view.status !== "open") return refuse("attempt-closed");
  if (!view.acceptable.some(({ kind }) => kind === "passkey"))
    return refuse("invalid-request", {
      errors: [{ pointer: "#", detail: "This attempt does not accept a passkey now." }],
    });
  return services.transact((work) => issueRequestOptions(work, questionOf(view.attempt)), "crash");
}
