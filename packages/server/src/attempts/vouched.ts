import { listIdentities } from "../authenticators/identity/identities.ts";
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

/** The attempt of whoever has just shown that the account is theirs, with their provider's word for it; undefined where they have no place. */
export async function linkProven(work: Work, attempt: Attempt, client: Client): Promise<Attempt | undefined> {
  const { vouched, accountId } = attempt;
  if (vouched === null || accountId === null) return undefined;
  const identityId = await work.linkShown(work, { vouched, accountId, client });
  return identityId === undefined
    ? undefined
    : { ...attempt, proofs: [toVouchedProof(vouched, identityId), ...attempt.proofs] };
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
