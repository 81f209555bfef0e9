import { findIdentity } from "../../authenticators/identity/identities.ts";
import { findConnection } from "../../policies/connections.ts";
import type { LinkShown } from "../../services.ts";
import { itself } from "../../vocabulary/events/actors.ts";
import { findPlace } from "./find-place.ts";
import { link } from "./link.ts";

/**
 * Links whom a provider named to the account they have just shown to be theirs. The rule is asked again: since they were named they
 * may have been removed, or nobody be let in any more. The caller holds the account and the connection.
 */
export const linkShown: LinkShown = async (work, { vouched, accountId, client }) => {
  const identity = await findIdentity(work.tx, vouched);
  if (identity) return identity.accountId === accountId ? identity.id : undefined;
  const connection = await findConnection(work.tx, vouched.connectionId);
  const found = connection && (await findPlace(work, connection, vouched));
  if (!found || found.account?.id !== accountId) return undefined;
  const { decision, invitation } = found;
  if (decision.next === "refuse" || decision.next === "make") return undefined;
  const who = { accountId, actor: itself(accountId), vouched, client, invitation };
  return link(work, connection, { ...who, how: "own-proof", joins: decision.joins });
};
