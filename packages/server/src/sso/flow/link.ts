import { recordEvent } from "../../audit/record-event.ts";
import { type LinkWay, linkIdentity } from "../../authenticators/identity/identities.ts";
import { spendInvitation } from "../../organizations/waiting-invitation.ts";
import type { Connection } from "../../policies/connections.ts";
import { addMember, findRoom } from "../../policies/memberships.ts";
import { isRefusal } from "../../problems.ts";
import type { Actor } from "../../vocabulary/events/actors.ts";
import type { Vouched } from "../../vocabulary/sso.ts";
import type { Client, Work } from "../../services.ts";
import { applyRoles } from "./apply-roles.ts";
import type { FoundPlace } from "./find-place.ts";

interface Linking extends Pick<FoundPlace, "invitation"> {
  readonly accountId: string;
  readonly how: LinkWay;
  readonly actor: Actor;
  readonly vouched: Vouched;
  readonly client: Client;
  /** Whether a place is given with it. */
  readonly joins: boolean;
}

/** Links somebody to an account and gives them their place. The identity's id; undefined, and nothing is written, where it can't be. */
export async function link(work: Work, connection: Connection, linking: Linking): Promise<string | undefined> {
  const { accountId, how, actor, vouched, client, joins, invitation } = linking;
  const { organizationId, id: connectionId } = connection;
  const room = joins ? await findRoom(work, accountId) : undefined;
  if (isRefusal(room)) return undefined;
  const identity = await linkIdentity(work, vouched, { accountId, how });
  if (!identity) return undefined;
  const about = { accountId, actor, client, organizationId };
  if (room) {
    const role = (invitation && (await spendInvitation(work, invitation))) ?? "member";
    await addMember(work, room, { organizationId, role });
    const data = { role, ...(invitation && { invitationId: invitation.id }) };
    await recordEvent(work, { ...about, type: "member.added", data });
  }
  const data = { connectionId, identityId: identity.id, how };
  await recordEvent(work, { ...about, type: "identity.linked", data });
  await applyRoles(work, connection, { accountId, vouched, client });
  return identity.id;
}
