import { recordEvent } from "../../audit/record-event.ts";
import { voidProofs } from "../../sessions/void-proofs.ts";
import type { Ender } from "../../services.ts";
import { type IdentitiesWhere, unlinkWhere } from "./identities.sql.ts";

/** Unlinks what an account is known by at identity providers. Sessions keep nothing that was proven with it. */
export const endIdentities: Ender<"identities"> = async (work, ended, { by }) => {
  const { accountId } = ended;
  const wheres: IdentitiesWhere[] =
    ended.of === "connection"
      ? ended.identityIds.map((id) => ({ accountId, id }))
      : [ended.of === "account" ? { accountId } : { accountId, organizationId: ended.organizationId }];
  const unlinked = (await Promise.all(wheres.map((where) => unlinkWhere(work.tx, where, work.now())))).flat();
  const { sessionId: _own, ...how } = by;
  await voidProofs(work, { ...how, accountId }, unlinked.map(({ id }) => id));
  for (const { id: identityId, connectionId, organizationId } of unlinked)
    await recordEvent(work, { ...how, accountId, organizationId, type: "identity.unlinked", data: { connectionId, identityId } });
  return unlinked.length;
};
