import { sendBoundPhoneCode } from "../authenticators/phone/send-bound-code.ts";
import { type SentCode, switchedOff } from "../authenticators/phone/send-code.ts";
import { lockAccount } from "../database/lock-account.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { Session } from "../sessions/session.ts";
import type { Client, Services } from "../services.ts";
import type { AcceptableProof } from "./attempt.ts";
import { holdOpen } from "./attempts.sql.ts";
import { viewAttempt } from "./start-attempt.ts";

type Refused = Refusal<
  "not-found" | "attempt-closed" | "invalid-request" | "rate-limited" | "not-allowed" | "session-flagged"
>;

/**
 * Sends a code to a phone the attempt offers: before the first proof of a sign-in it offers none, whatever the account has,
 * and a step-up is shown only to its session.
 */
export async function sendTextCode(
  services: Services,
  { client, session }: { client: Client; session: Session | null },
  attemptId: string,
  authenticatorId: string | undefined,
): Promise<SentCode | Refused> {
  const { config, transact, now } = services;
  const view = await viewAttempt(services, attemptId, { client, session });
  if ("refused" in view) return view;
  if (view.status !== "open") return refuse("attempt-closed");
  if (!config.textMessages.isOn) return switchedOff();
  const phoneId = choosePhone(view.acceptable, authenticatorId);
  if (typeof phoneId !== "string") return phoneId;
  const accountId = view.attempt.accountId ?? "";
  return transact(async (work) => {
    await lockAccount(work.tx, accountId);
    const attempt = await holdOpen(work.tx, attemptId, now());
    if (!attempt) return refuse("attempt-closed");
    const { purpose, sessionId, expiresAt } = attempt;
    const about = { subjectId: attemptId, purpose, sessionId, client, expiresAt };
    return sendBoundPhoneCode(work, { phoneId, accountId }, about);
  });
}

// The offer has the preferred one first.
function choosePhone(
  acceptable: readonly AcceptableProof[],
  wanted: string | undefined,
): string | Refusal<"not-found" | "invalid-request"> {
  const phones = acceptable.filter(({ kind }) => kind === "phone");
  if (phones[0]?.id === undefined)
    return refuse("invalid-request", {
      errors: [{ pointer: "#", detail: "This attempt does not accept a text message now." }],
    });
  if (wanted === undefined) return phones[0].id;
  if (phones.some(({ id }) => id === wanted)) return wanted;
  if (acceptable.some(({ id }) => id === wanted))
    return refuse("invalid-request", {
      errors: [{ pointer: "#/authenticatorId", detail: "This authenticator is not a phone." }],
    });
  return refuse("not-found");
}
