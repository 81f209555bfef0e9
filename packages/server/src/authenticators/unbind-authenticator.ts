import type { Actor } from "../vocabulary/events/actors.ts";
import { aboutOwn, type Person } from "../sessions/caller.ts";
import type { BoundAuthenticator } from "../vocabulary/proofs.ts";
import { noteProtection } from "../policies/note-protection.ts";
import { recordEvent } from "../audit/record-event.ts";
import { lockAccount } from "../database/lock-account.ts";
import { listBreakGlassOf } from "../policies/holdings.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideTurningOff, decideUnbinding } from "../rules/authenticators/unbinding.ts";
import { type AuthenticatorKind, isSecondFactor } from "../vocabulary/kinds.ts";
import type { Client, Services, Work } from "../services.ts";
import { gatherBound, gatherStanding } from "./gather-standing.ts";
import { eraseNumber } from "./phone/phones.sql.ts";
import { revokeSet } from "./recovery-codes/recovery-codes.sql.ts";
import { eraseSecret } from "./totp/totp.sql.ts";
import { markUnbound, type NamedKind, tableOf } from "./second-factors.sql.ts";
import { type ChangedSession, replaceToken } from "../sessions/replace-token.ts";
import { holdCaller } from "../sessions/hold-caller.ts";
import { forgetRememberedDevices } from "../sessions/remembered-devices.ts";
import { voidProofs } from "../sessions/void-proofs.ts";

/** Whose authenticators go, and who says so. */
interface Unbinding {
  readonly accountId: string;
  readonly actor: Actor;
  readonly sessionId?: string;
  readonly client?: Client;
}

/** What other sessions have set going ends with what is removed; it is kept in a slice to the right. */
export type AlsoEnds = (work: Work, caller: Person) => Promise<void>;

/** Takes one authenticator off the caller's account. With the last second factor the recovery codes die too. */
export async function unbindAuthenticator(
  services: Services,
  caller: Person,
  { id, also }: { id: string; also: AlsoEnds },
): Promise<ChangedSession | Refusal<"not-found" | "not-signed-in" | "last-authenticator">> {
  const { transact } = services;
  const { account } = caller;
  return transact(async (work) => {
    const ended = await holdCaller(work.tx, caller);
    if (ended) return ended;
    const { bound, holding } = await gatherStanding(work, account.id);
    const leaving = bound.find((each) => each.id === id && isSecondFactor(each.kind));
    if (!leaving) return refuse("not-found");
    const decision = decideUnbinding(bound, id, holding.held, listBreakGlassOf(holding));
    if ("refused" in decision) return decision;
    const unbinding: Unbinding = aboutOwn(caller);
    await unbindOne(work, unbinding, leaving);
    if (decision.endsTwoStep) await endTwoStep(work, unbinding);
    await forgetRememberedDevices(work, account.id, "authenticator-unbound", unbinding);
    await also(work, caller);
    return replaceToken(work, caller);
  });
}

/** Takes all second factors and recovery codes off the caller's account. Nothing happens when there are none. */
export async function turnOffTwoStep(
  services: Services,
  caller: Person,
  also: AlsoEnds,
): Promise<ChangedSession | Refusal<"not-signed-in" | "last-authenticator">> {
  const { transact } = services;
  const { account } = caller;
  return transact(async (work) => {
    const ended = await holdCaller(work.tx, caller);
    if (ended) return ended;
    const { bound, holding } = await gatherStanding(work, account.id);
    const locked = decideTurningOff(bound, holding.held, listBreakGlassOf(holding));
    if (locked) return locked;
    const unbinding: Unbinding = aboutOwn(caller);
    await unbindAll(work, unbinding);
    await also(work, caller);
    return replaceToken(work, caller);
  });
}

/** Unbinds every second factor of an account. Answers whether there was one. */
export async function unbindAll(work: Work, unbinding: Unbinding): Promise<boolean> {
  await lockAccount(work.tx, unbinding.accountId);
  const seconds = (await gatherBound(work, unbinding.accountId)).filter(({ kind }) => isSecondFactor(kind));
  for (const second of seconds) await unbindOne(work, unbinding, second);
  if (seconds.length > 0) await endTwoStep(work, unbinding);
  await forgetRememberedDevices(work, unbinding.accountId, "authenticator-unbound", unbinding);
  return seconds.length > 0;
}

async function unbindOne(
  work: Work,
  unbinding: Unbinding,
  { id, kind, isSecurityKey }: BoundAuthenticator,
): Promise<void> {
  if (!isNamed(kind)) return;
  const { accountId } = unbinding;
  const name = await markUnbound(work.tx, tableOf[kind], { id, accountId, now: work.now() });
  if (name === undefined) return;
  if (kind === "phone") await eraseNumber(work.tx, id);
  if (kind === "totp") await eraseSecret(work.tx, id);
  await voidProofs(work, unbinding, [id]);
  await recordEvent(work, {
    ...unbinding,
    type: "authenticator.unbound",
    data: { kind, authenticatorId: id, name, ...(isSecurityKey && { isSecurityKey }) },
  });
  await noteProtection(work, unbinding, { change: "unbound", kind, ...(isSecurityKey && { isSecurityKey }) });
}

function isNamed(kind: AuthenticatorKind): kind is NamedKind {
  return kind in tableOf;
}

async function endTwoStep(work: Work, unbinding: Unbinding): Promise<void> {
  const revoked = await revokeSet(work.tx, unbinding.accountId, work.now());
  await voidProofs(work, unbinding, revoked);
  if (revoked.length > 0) await recordEvent(work, { ...unbinding, type: "recovery-codes.revoked", data: {} });
  await recordEvent(work, { ...unbinding, type: "two-step.turned-off", data: {} });
  await noteProtection(work, unbinding, { change: "two-step-off" });
}
