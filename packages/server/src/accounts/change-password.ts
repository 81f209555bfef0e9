import { aboutOwn, type Person } from "../sessions/caller.ts";
import { recordEvent } from "../audit/record-event.ts";
import { refuseBusy } from "../authenticators/password/refuse-busy.ts";
import { busy } from "../crypto/password-hash.ts";
import { refuse, type Refusal } from "../problems.ts";
import { refuseCaptured } from "./captured.ts";
import { addProof } from "../sessions/add-proof.ts";
import { endEverything } from "../end-everything.ts";
import type { Services, Work } from "../services.ts";
import { releaseTry, returnTry, takeTry } from "../authenticators/try-budgets.ts";
import { bindPassword } from "../authenticators/password/bind-password.ts";
import { checkNewPassword, normalizePassword, ownerOf } from "../authenticators/password/check-password.ts";
import { judgePassword, samePassword } from "../authenticators/password/judge-password.ts";
import type { ChangedSession } from "../sessions/replace-token.ts";
import { holdCaller } from "../sessions/hold-caller.ts";
import { gatherBound } from "../authenticators/gather-standing.ts";

/** The current password is left out where there is none: the step-up is the proof then. */
export type ChangePassword = { readonly currentPassword?: string | undefined; readonly newPassword: string };

type Refused = Refusal<
  | "not-allowed"
  | "password-unacceptable"
  | "proof-rejected"
  | "too-many-attempts"
  | "rate-limited"
  | "not-signed-in"
  | "invalid-request"
>;

/** Changes the caller's password, against the current one. All other sessions end with it. */
export async function changePassword(
  services: Services,
  caller: Person,
  { currentPassword, newPassword }: ChangePassword,
): Promise<ChangedSession | Refused> {
  const { transact, passwords } = services;
  const { account, session } = caller;
  const captured = await refuseCaptured(services, account);
  if (captured) return captured;
  const unacceptable = await checkNewPassword(services, newPassword, ownerOf(caller), caller.holding.held);
  if (unacceptable) return unacceptable;
  if (currentPassword === undefined) return choosePassword(services, caller, newPassword);

  const budget = { owner: account.id, kind: "password", separateFor: session.id } as const;
  const taken = await transact((work) => takeTry(work, budget));
  if ("refused" in taken) return taken;
  const judgement = await judgePassword(services, account.id, currentPassword);
  const hash = judgement !== busy && judgement.right ? await passwords.hash(normalizePassword(newPassword)) : null;
  if (judgement === busy || hash === busy) {
    await transact((work) => releaseTry(work, taken));
    return refuseBusy(services);
  }

  const isSame = judgement.right && normalizePassword(newPassword) === normalizePassword(currentPassword);
  return transact(async (work) => {
    const ended = (await holdCaller(work.tx, caller)) ?? (await refuseCaptured(work, account));
    if (ended) return ended;
    if (isSame) {
      await returnTry(work, budget);
      return samePassword();
    }
    if (!judgement.right || hash === null || !(await judgement.spend(work))) {
      await recordEvent(work, { ...aboutOwn(caller), type: "password.change-rejected", data: {} });
      return refuse("proof-rejected", { triesLeft: taken.triesLeft });
    }
    await returnTry(work, budget);
    return replacePassword(work, caller, hash);
  });
}

/** Gives an account a password that has none. */
async function choosePassword(
  services: Services,
  caller: Person,
  newPassword: string,
): Promise<ChangedSession | Refusal<"invalid-request" | "rate-limited" | "not-signed-in" | "not-allowed">> {
  const { transact, passwords } = services;
  const hash = await passwords.hash(normalizePassword(newPassword));
  if (hash === busy) return refuseBusy(services);
  return transact(async (work) => {
    const ended = (await holdCaller(work.tx, caller)) ?? (await refuseCaptured(work, caller.account));
    if (ended) return ended;
    const bound = await gatherBound(work, caller.account.id);
    if (bound.some(({ kind }) => kind === "password"))
      return refuse("invalid-request", {
        errors: [{ pointer: "#/currentPassword", detail: "Enter your current password." }],
      });
    return replacePassword(work, caller, hash);
  });
}

async function replacePassword(work: Work, caller: Person, hash: string): Promise<ChangedSession> {
  const { account, session, client } = caller;
  const authenticatorId = await bindPassword(work, account.id, hash);
  const proven = await addProof(work, session.id, { kind: "password", authenticatorId, at: work.now() }, client);
  await recordEvent(work, { ...aboutOwn(caller), type: "password.changed", data: {} });
  await endEverything(
    work,
    { of: "account", accountId: account.id },
    {
      reason: "password-changed",
      by: aboutOwn(caller),
      keeps: { sessionId: session.id, deviceId: client.deviceId },
    },
  );
  return { newToken: proven.ended ? null : proven.newToken, endsSession: proven.ended };
}
