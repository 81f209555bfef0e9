import { recordEvent } from "../../audit/record-event.ts";
import type { Ended } from "../../vocabulary/endable.ts";
import type { Ender } from "../../services.ts";
import { voidProofs } from "../../sessions/void-proofs.ts";
import { type IdentitiesWhere, type IdentityRow, unlinkWhere } from "./identities.sql.ts";

const mostAtOnce = 500;

/** Unlinks what an account is known by at identity providers; what a provider vouched for by it counts no more in any session. */
export const endIdentities: Ender<"identities"> = async (work, ended, { by, since }) => {
  const where = { ...whereOf(ended), ...(since !== undefined && { since }) };
  let count = 0;
  let unlinked: IdentityRow[];
  do {
    unlinked = await unlinkWhere(work.tx, where, work.now(), mostAtOnce);
    for (const { id, accountId, organizationId, connectionId } of unlinked) {
      const about = { ...by, accountId, organizationId };
      await recordEvent(work, { ...about, type: "identity.unlinked", data: { connectionId, identityId: id } });
      await voidProofs(work, about, [id]);
    }
    count += unlinked.length;
  } while (unlinked.length === mostAtOnce);
  return count;
};

// Of a place in an organization: what its own providers call somebody, and nobody else's.
function whereOf(ended: Ended): IdentitiesWhere {
  if (ended.of === "account") return { accountId: ended.accountId };
  const { of: _of, ...where } = ended;
  return where;
}
