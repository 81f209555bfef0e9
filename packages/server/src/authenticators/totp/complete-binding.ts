import type { Person } from "../../sessions/caller.ts";
import { unseal } from "../../crypto/seal.ts";
import { foldCode } from "../../rules/authenticators/typed.ts";
import { refuse, type Refusal } from "../../problems.ts";
import type { Services } from "../../services.ts";
import { bindSecondFactor, type BoundSecondFactor, recordBindingRejected } from "../bind-second-factor.ts";
import { findKept, isBegunIn } from "../second-factors.sql.ts";
import { findStep } from "./totp.ts";
import { consumePending } from "./totp.sql.ts";

type Refused = Refusal<
  "not-found" | "attempt-closed" | "proof-rejected" | "not-signed-in" | "not-allowed" | "conflict"
>;

/** Binds a pending authenticator app by the first right code. */
export async function completeTotpBinding(
  services: Services,
  caller: Person,
  { id, code, name }: { id: string; code: string; name: string },
): Promise<BoundSecondFactor | Refused> {
  const { read, transact, keys, now, config } = services;
  const pending = await findKept(read, "totpAuthenticators", { id, accountId: caller.account.id });
  if (!pending || !isBegunIn(pending, caller.session)) return refuse("not-found");
  if (pending.boundAt !== null || pending.expiresAt <= now())
    return refuse("attempt-closed", { detail: "This binding is complete or has expired. Start again." });
  const when = { at: now(), around: config.totpStepsAround };
  const step = findStep(unseal(keys, pending.sealedSecret, id), foldCode(code), when);
  return transact<BoundSecondFactor | Refused>(async (work) => {
    if (step === undefined) {
      await recordBindingRejected(work, caller, { kind: "totp", authenticatorId: id });
      return refuse("proof-rejected", { detail: "That code isn't right. Wait for the next one and try again." });
    }
    return bindSecondFactor(work, caller, {
      kind: "totp",
      id,
      name,
      proof: { kind: "totp", authenticatorId: id },
      consume: () => consumePending(work.tx, id, { now: now(), name, step }),
    });
  });
}
