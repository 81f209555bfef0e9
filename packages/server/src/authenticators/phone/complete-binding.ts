import { type Refusal, refuse } from "../../problems.ts";
import type { Caller } from "../../sessions/caller.ts";
import type { Services } from "../../services.ts";
import type { BoundSecondFactor } from "../bind-second-factor.ts";

export async function completePhoneBinding(
  _services: Services,
  _caller: Caller,
  _input: { id: string; code: string; name?: string | undefined },
): Promise<BoundSecondFactor | Refusal<"not-found" | "attempt-closed" | "proof-rejected" | "not-signed-in">> {
  return refuse("not-found");
}
