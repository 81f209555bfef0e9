import { aboutOwn, type Person } from "../sessions/caller.ts";
import type { Role } from "../vocabulary/roles.ts";
import { countOtherActiveOwners } from "../accounts/active-owners.ts";
import { gatherCaptured } from "../accounts/captured.ts";
import { endCapturedSessions } from "../accounts/end-captured.ts";
import { findAccount } from "../accounts/find-account.ts";
import { recordEvent } from "../audit/record-event.ts";
import { sha256 } from "../crypto/hash.ts";
import type { Reader } from "../database/database.ts";
import { addMember, findMembership, findRoom, type Room } from "../policies/memberships.ts";
import { findOrganization, lockOrganization, type Organization } from "../policies/organizations.ts";
import { gatherBelonging } from "../policies/holdings.ts";
import { isRefusal, refuse, type Refusal } from "../problems.ts";
import { ssoRequired } from "../rules/sso/capture.ts";
import { decideHasCome } from "../rules/sso/captured-acts.ts";
import { itself } from "../vocabulary/events/actors.ts";
import { holdCaller } from "../sessions/hold-caller.ts";
import type { Services, Work } from "../services.ts";
import { isSenderAble } from "./invitation-sender.ts";
import { consumeInvitation, findOpenInvitation, type InvitationRow } from "./invitations.sql.ts";

/** What an invitation is for. Says nothing of whether its address has an account. */
export interface InvitationLook {
  readonly organization: { readonly name: string };
  readonly email: string;
  readonly role: Role;
  readonly invitedBy: string | null;
  readonly expiresAt: number;
}

/** Looks at an invitation without using it. */
export async function lookAtInvitation(
  { database, now }: Services,
  token: string,
): Promise<InvitationLook | Refusal<"link-invalid">> {
  const { read } = database;
  const invitation = await findStanding(read, sha256(token), now());
  const organization = invitation && (await findOrganization(read, invitation.organizationId));
  if (!organization) return refuse("link-invalid");
  const { email, role, invitedBy, expiresAt } = invitation;
  const by = invitedBy === null ? undefined : await findAccount(read, invitedBy);
  const { name } = organization;
  return { organization: { name }, email, role: role as Role, invitedBy: by?.name ?? null, expiresAt };
}

/** The organization whose open invitation was mailed to this address: whoever has it may sign up where nobody else may. */
export async function findInviting(
  { database: { read }, now }: Services,
  { token, emailKey }: { readonly token: string; readonly emailKey: string },
): Promise<{ readonly name: string } | undefined> {
  const invitation = await findStanding(read, sha256(token), now());
  return invitation?.emailKey === emailKey ? findOrganization(read, invitation.organizationId) : undefined;
}

async function findStanding(read: Reader, tokenHash: Uint8Array, now: number): Promise<InvitationRow | undefined> {
  const invitation = await findOpenInvitation(read, tokenHash, now);
  return invitation && (await isSenderAble(read, invitation)) ? invitation : undefined;
}

type Refused = Refusal<"link-invalid" | "not-allowed" | "conflict" | "not-signed-in">;

export interface Joined {
  readonly organization: Organization;
  readonly role: Role;
}

/** Uses an invitation: the caller, who has the invited address, becomes a member. Works once. */
export async function acceptInvitation(services: Services, caller: Person, token: string): Promise<Joined | Refused> {
  const { database, transact, now } = services;
  const tokenHash = sha256(token);
  const found = await findStanding(database.read, tokenHash, now());
  if (!found) return refuse("link-invalid");
  return transact(async (work) => {
    const { tx } = work;
    const organization = await lockOrganization(tx, found.organizationId);
    const ended = await holdCaller(tx, caller);
    if (ended) return ended;
    const invitation = await findStanding(tx, tokenHash, now());
    if (!organization || !invitation) return refuse("link-invalid");
    const refused = await refuseJoining(tx, caller, invitation);
    if (refused) return refused;
    const room = await findRoom(work, caller.account.id);
    if (isRefusal(room)) return room;
    const captured = await refuseWithoutProvider(work, caller);
    if (captured) return captured;
    if (!(await consumeInvitation(tx, tokenHash, now()))) return refuse("link-invalid");
    return { organization, role: await join(work, { caller, room }, invitation) };
  });
}

async function refuseJoining(
  read: Reader,
  { account: { id } }: Person,
  { organizationId, emailKey }: InvitationRow,
): Promise<Refused | undefined> {
  const account = await findAccount(read, id);
  if (account?.emailKey !== emailKey)
    return refuse("not-allowed", {
      reason: "other-address",
      detail:
        "This invitation was sent to another address than this account's. Sign in with the account of that address, or ask for an invitation to this one.",
    });
  if (await findMembership(read, organizationId, id))
    return refuse("conflict", { detail: "This account is a member already." });
  // Its owners are about to be gone, and it with them: nobody is to be left in it alone.
  return (await countOtherActiveOwners(read, organizationId, id)) > 0 ? undefined : refuse("link-invalid");
}

// Whoever signs in through an organization acts in what that opened, and in nothing else.
async function refuseWithoutProvider(
  work: Work,
  { account, session }: Person,
): Promise<Refusal<"not-allowed"> | undefined> {
  const captured = await gatherCaptured(work, account, await gatherBelonging(work, account.id), null);
  return decideHasCome(captured, session.proofs) ? undefined : ssoRequired;
}

async function join(
  work: Work,
  { caller, room }: { caller: Person; room: Room },
  invitation: InvitationRow,
): Promise<Role> {
  const { organizationId } = invitation;
  const role = invitation.role as Role;
  await addMember(work, room, { organizationId, role });
  await recordEvent(work, {
    ...aboutOwn(caller),
    type: "member.added",
    organizationId,
    data: { role, invitationId: invitation.id },
  });
  // Where everyone comes by the identity provider, so do they from now on.
  await endCapturedSessions(work, caller.account.id, { actor: itself(caller.account.id), client: caller.client });
  return role;
}
