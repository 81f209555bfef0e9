import { findMembership, addMember, findRoom } from "../policies/memberships.ts";
import { linkIdentity, listIdentities } from "../authenticators/identity/identities.ts";
import { recordEvent } from "../audit/record-event.ts";
import { isRefusal } from "../problems.ts";
import { itself } from "../vocabulary/events/actors.ts";
import type { Proof } from "../vocabulary/proofs.ts";
import type { Vouched } from "../vocabulary/sso.ts";
import type { Client, Work } from "../services.ts";
import { lockConnection, noteConnectionUse } from "../policies/connections.ts";
import type { Session } from "../sessions/session.ts";
import { noteVouchedSession } from "../sessions/vouched-sessions.ts";
import type { Attempt } from "./attempt.ts";

/** The proof an identity provider's word is, once it is known whose. */
export function toVouchedProof(
  { connectionId, authenticatedAt, acceptedAt, factors }: Vouched,
  identityId: string,
): Proof {
  return {
    kind: "sso",
    authenticatorId: identityId,
    at: Math.min(authenticatedAt ?? acceptedAt, acceptedAt),
    connection: connectionId,
    factors,
    ...(authenticatedAt === null && { isUndated: true as const }),
  };
}

/** Whether somebody an identity provider named still has to show that the account is theirs. */
export function isLinkPending({ vouched, proofs }: Pick<Attempt, "vouched" | "proofs">): boolean {
  return vouched !== null && !proofs.some(({ kind }) => kind === "sso");
}

/**
 * Whether the connection whose word a sign-in goes by is still switched on. It stays so until the transaction ends: what is opened by it
 * is there to be ended when it is switched off.
 */
export async function holdVouching({ tx }: Work, { vouched }: Pick<Attempt, "vouched">): Promise<boolean> {
  return vouched === null || (await lockConnection(tx, vouched.connectionId))?.status === "active";
}

/** Identities by which an attempt's proofs count: those linked to the account now. */
export async function listCounting(work: Work, { proofs, accountId }: Attempt): Promise<string[]> {
  if (!proofs.some(({ kind }) => kind === "sso")) return [];
  return (await listIdentities(work.tx, accountId ?? "")).map(({ id }) => id);
}

/**
 * Links the identity of whoever has just shown that the account is theirs, and gives them the place they were promised. The
 * attempt as it is then; undefined when somebody else was linked meanwhile, or there is no room.
 */
export async function linkProven(work: Work, attempt: Attempt, client: Client): Promise<Attempt | undefined> {
  const { vouched, accountId } = attempt;
  if (vouched === null || accountId === null) return undefined;
  const { organizationId } = vouched;
  const about = { accountId, actor: itself(accountId), client, organizationId } as const;
  if (!(await findMembership(work.tx, organizationId, accountId))) {
    const room = await findRoom(work, accountId);
    if (isRefusal(room)) return undefined;
    await addMember(work, room, { organizationId, role: "member" });
    await recordEvent(work, { ...about, type: "member.added", data: { role: "member" } });
  }
  const identity = await linkIdentity(work, vouched, { accountId, how: "own-proof" });
  if (!identity) return undefined;
  const data = { connectionId: vouched.connectionId, identityId: identity.id, how: "own-proof" as const };
  await recordEvent(work, { ...about, type: "identity.linked", data });
  return { ...attempt, proofs: [toVouchedProof(vouched, identity.id), ...attempt.proofs] };
}

/** Notes which connection vouched for the owner of a session just opened. */
export async function noteVouched(
  work: Work,
  { id }: Pick<Session, "id">,
  { proofs, vouched }: Pick<Attempt, "proofs" | "vouched">,
): Promise<void> {
  const proof = proofs.find(({ kind }) => kind === "sso");
  if (vouched === null || proof === undefined) return;
  await noteVouchedSession(work, { id, identityId: proof.authenticatorId }, vouched);
  await noteConnectionUse(work.tx, vouched.connectionId, { lastSignInAt: work.now() });
}
