import type { Actor } from "../audit/events.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Tx } from "../database/database.ts";
import { lockAccount } from "../database/lock-account.ts";
import { authenticatorUnbound, twoStepTurnedOff } from "../delivery/notices.ts";
import { deliver } from "../delivery/outbox.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideUnbinding } from "../rules/unbinding.ts";
import { isSecondFactor } from "../rules/vocabulary.ts";
import { type Caller, circumstances } from "../sessions/caller.ts";
import type { Client, Services } from "../services.ts";
import { gatherBound } from "./gather-bound.ts";
import { revokeSet } from "./recovery-codes/recovery-codes.sql.ts";
import { markTotpUnbound } from "./totp/totp.sql.ts";
import { holdCaller } from "../sessions/hold-caller.ts";

/** Whose authenticators go, and who says so. */
interface Unbinding {
  readonly accountId: string;
  readonly actor: Actor;
  readonly sessionId?: string;
  readonly client?: Client;
}

/** Takes one authenticator off the caller's account. With the last second factor the recovery codes die too. */
export async function unbindAuthenticator(
  services: Services,
  caller: Caller,
  id: string,
): Promise<Refusal<"not-found" | "not-signed-in"> | undefined> {
  const { transact, config, now } = services;
  const { account, session, client } = caller;
  return transact(async (tx) => {
    const ended = await holdCaller(tx, caller);
    if (ended) return ended;
    const bound = await gatherBound(tx, account.id);
    const leaving = bound.find((each) => each.id === id && isSecondFactor(each.kind));
    if (!leaving) return refuse("not-found");
    const unbinding: Unbinding = {
      accountId: account.id,
      actor: { kind: "account", id: account.id },
      sessionId: session.id,
      client,
    };
    await unbindOne(tx, services, unbinding, id);
    if (decideUnbinding(bound, id).endsTwoStep) await endTwoStep(tx, services, unbinding);
    const from = circumstances(client, now());
    await deliver(tx, services, authenticatorUnbound(account.email, config.publicUrl, leaving.name ?? "", from));
    return undefined;
  });
}

/** Takes all second factors and recovery codes off the caller's account. Nothing happens when there are none. */
export async function turnOffTwoStep(
  services: Services,
  caller: Caller,
): Promise<Refusal<"not-signed-in"> | undefined> {
  const { transact, config, now } = services;
  const { account, session, client } = caller;
  return transact(async (tx) => {
    const ended = await holdCaller(tx, caller);
    if (ended) return ended;
    const unbinding: Unbinding = {
      accountId: account.id,
      actor: { kind: "account", id: account.id },
      sessionId: session.id,
      client,
    };
    if (!(await unbindAll(tx, services, unbinding))) return undefined;
    await deliver(tx, services, twoStepTurnedOff(account.email, config.publicUrl, circumstances(client, now())));
    return undefined;
  });
}

/** Unbinds every second factor of an account. Answers whether there was one. */
export async function unbindAll(tx: Tx, services: Services, unbinding: Unbinding): Promise<boolean> {
  await lockAccount(tx, unbinding.accountId);
  const seconds = (await gatherBound(tx, unbinding.accountId)).filter(({ kind }) => isSecondFactor(kind));
  for (const { id } of seconds) await unbindOne(tx, services, unbinding, id);
  if (seconds.length > 0) await endTwoStep(tx, services, unbinding);
  return seconds.length > 0;
}

async function unbindOne(tx: Tx, services: Services, unbinding: Unbinding, id: string): Promise<void> {
  const row = await markTotpUnbound(tx, id, unbinding.accountId, services.now());
  if (!row) return;
  await recordEvent(tx, services, {
    ...unbinding,
    type: "authenticator.unbound",
    data: { kind: "totp", authenticatorId: id, name: row.name },
  });
}

async function endTwoStep(tx: Tx, services: Services, unbinding: Unbinding): Promise<void> {
  if (await revokeSet(tx, unbinding.accountId, services.now()))
    await recordEvent(tx, services, { ...unbinding, type: "recovery-codes.revoked", data: {} });
  await recordEvent(tx, services, { ...unbinding, type: "two-step.turned-off", data: {} });
}
