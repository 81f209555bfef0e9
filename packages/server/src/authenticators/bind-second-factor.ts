import { aboutOwn, type Person } from "../sessions/caller.ts";
import type { Proof } from "../vocabulary/proofs.ts";
import { noteProtection } from "../policies/note-protection.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { EventData } from "../vocabulary/events/catalogue.ts";
import type { Tx } from "../database/database.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideMayBind } from "../rules/policies/binding/allowed-kinds.ts";
import { isSecondFactor, type SecondFactorKind } from "../vocabulary/kinds.ts";
import { decideOneMoreAuthenticator } from "../rules/sizes/one-more.ts";
import { addProof } from "../sessions/add-proof.ts";
import { replaceToken } from "../sessions/replace-token.ts";
import { holdCaller } from "../sessions/hold-caller.ts";
import { forgetKnownDevices } from "../sessions/known-devices.ts";
import type { Work } from "../services.ts";
import { gatherStanding } from "./gather-standing.ts";
import { liftLock } from "./try-budgets.ts";
import { issueSet } from "./recovery-codes/issue-set.ts";

/** A second factor that has just been bound. */
export interface BoundSecondFactor {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** Ten codes, when this is the account's first second factor. */
  readonly recoveryCodes?: readonly string[];
  readonly newToken: string | null;
}

/** A second factor whose holder has just proven it, about to be bound. */
export interface Binding {
  readonly kind: SecondFactorKind;
  readonly id: string;
  readonly name: string;
  /** A passkey that is a security key, to be told by that name. */
  readonly isSecurityKey?: true;
  /** What completing the binding has proven; absent when nobody took part in it. */
  readonly proof?: Omit<Proof, "at">;
  /** The conditional write that binds it. False when it was bound, or expired, meanwhile. */
  consume(tx: Tx): Promise<boolean>;
}

/** Binds a second factor, whatever its kind: event, proof, and ten recovery codes with the first one. */
export async function bindSecondFactor(
  work: Work,
  caller: Person,
  { kind, id, name, isSecurityKey, proof, consume }: Binding,
): Promise<BoundSecondFactor | Refusal<"attempt-closed" | "not-signed-in" | "not-allowed" | "conflict">> {
  const { tx } = work;
  const at = work.now();
  const { account, session, client } = caller;
  const ended = await holdCaller(tx, caller);
  if (ended) return ended;
  const { bound, holding } = await gatherStanding(work, account.id);
  const forbidden = decideMayBind(kind, holding.held);
  if (forbidden) return forbidden;
  const full = decideOneMoreAuthenticator(kind, bound, work.config.mostAuthenticators);
  if (full) return full;
  const isFirst = !bound.some((each) => isSecondFactor(each.kind));
  if (!(await consume(tx)))
    return refuse("attempt-closed", { detail: "This binding is complete or has expired. Start again." });
  await liftLock(work, account.id, kind);
  await recordEvent(work, {
    ...aboutOwn(caller),
    type: "authenticator.bound",
    data: { kind, authenticatorId: id, name, ...(isSecurityKey && { isSecurityKey }) },
  });
  await noteProtection(work, aboutOwn(caller), { change: "bound", kind, ...(isSecurityKey && { isSecurityKey }) });
  const proven = proof ? await addProof(work, session.id, { ...proof, at }, client) : await replaceToken(work, caller);
  const newToken = "newToken" in proven ? proven.newToken : null;
  if (isFirst) await forgetKnownDevices(tx, account.id, client.deviceId);
  const recoveryCodes = isFirst ? await issueSet(work, caller) : undefined;
  return {
    id,
    name,
    createdAt: at,
    newToken,
    ...(recoveryCodes && { recoveryCodes }),
  };
}

/** Notes an answer that bound nothing. */
export async function recordBindingRejected(
  work: Work,
  caller: Person,
  data: EventData["authenticator.binding-rejected"],
): Promise<void> {
  await recordEvent(work, {
    ...aboutOwn(caller),
    type: "authenticator.binding-rejected",
    data,
  });
}
