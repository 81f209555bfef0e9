import { recordEvent } from "../../audit/record-event.ts";
import { unseal } from "../../crypto/seal.ts";
import type { Tx } from "../../database/database.ts";
import { authenticatorBound } from "../../delivery/notices.ts";
import { deliver } from "../../delivery/outbox.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { isSecondFactor } from "../../rules/vocabulary.ts";
import { addProof } from "../../sessions/add-proof.ts";
import { type Caller, circumstances } from "../../sessions/caller.ts";
import type { Services } from "../../services.ts";
import { gatherBound } from "../gather-bound.ts";
import { issueSet } from "../recovery-codes/issue-set.ts";
import { findStep, normalizeCode } from "./totp.ts";
import { consumePending, findUnbound } from "./totp.sql.ts";
import { holdCaller } from "../../sessions/hold-caller.ts";
import { forgetKnownDevices } from "../../sessions/known-devices.ts";

export interface BoundTotp {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** Ten codes, when this is the account's first second factor. */
  readonly recoveryCodes?: readonly string[];
  readonly newToken: string | null;
}

type Refused = Refusal<"not-found" | "attempt-closed" | "proof-rejected" | "not-signed-in">;

/** Binds a pending authenticator app by the first right code. */
export async function completeTotpBinding(
  services: Services,
  caller: Caller,
  { id, code, name }: { id: string; code: string; name: string },
): Promise<BoundTotp | Refused> {
  const { database, transact, keys, now } = services;
  const { account } = caller;
  const pending = await findUnbound(database.read, id, account.id);
  if (!pending) return refuse("not-found");
  if (pending.boundAt !== null || pending.expiresAt <= now())
    return refuse("attempt-closed", { detail: "This binding is complete or has expired. Start again." });
  const step = findStep(unseal(keys, pending.sealedSecret, id), normalizeCode(code), now());
  return transact<BoundTotp | Refused>((tx) =>
    step === undefined ? reject(tx, services, caller, id) : bind(tx, services, caller, { id, name, step }),
  );
}

const aboutCaller = ({ account, session, client }: Caller) =>
  ({ accountId: account.id, actor: { kind: "account", id: account.id }, sessionId: session.id, client }) as const;

async function reject(tx: Tx, services: Services, caller: Caller, id: string): Promise<Refusal<"proof-rejected">> {
  await recordEvent(tx, services, {
    ...aboutCaller(caller),
    type: "authenticator.binding-rejected",
    data: { kind: "totp", authenticatorId: id },
  });
  return refuse("proof-rejected", { detail: "That code isn't right. Wait for the next one and try again." });
}

async function bind(
  tx: Tx,
  services: Services,
  caller: Caller,
  { id, name, step }: { id: string; name: string; step: number },
): Promise<BoundTotp | Refusal<"attempt-closed" | "not-signed-in">> {
  const at = services.now();
  const { account, session, client } = caller;
  const ended = await holdCaller(tx, caller);
  if (ended) return ended;
  const isFirst = !(await gatherBound(tx, account.id)).some(({ kind }) => isSecondFactor(kind));
  if (!(await consumePending(tx, id, { now: at, name, step }))) return refuse("attempt-closed");
  await recordEvent(tx, services, {
    ...aboutCaller(caller),
    type: "authenticator.bound",
    data: { kind: "totp", authenticatorId: id, name },
  });
  const proven = await addProof(tx, services, session.id, { kind: "totp", authenticatorId: id, at }, client);
  if (isFirst) await forgetKnownDevices(tx, account.id);
  const recoveryCodes = isFirst ? await issueSet(tx, services, caller) : undefined;
  await notify(tx, services, caller, name);
  return {
    id,
    name,
    createdAt: at,
    newToken: proven.ended ? null : proven.newToken,
    ...(recoveryCodes && { recoveryCodes }),
  };
}

function notify(tx: Tx, services: Services, { account, client }: Caller, name: string): Promise<void> {
  const { config, now } = services;
  return deliver(tx, services, authenticatorBound(account.email, config.publicUrl, name, circumstances(client, now())));
}
