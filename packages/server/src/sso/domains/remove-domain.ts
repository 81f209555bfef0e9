import { recordEvent } from "../../audit/record-event.ts";
import { findDomain, isNeededByEnforcement, removeDomainRow } from "../../policies/domains.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { decideRemoval } from "../../rules/sso/domain-removal.ts";
import type { Services } from "../../services.ts";
import type { Steward } from "../steward.ts";

/** Removes a domain; whoever proves it next has it. What a plan no longer holds can still be taken off. */
export function removeDomain(
  services: Services,
  steward: Steward,
  id: string,
): Promise<Refusal<"not-found" | "not-signed-in" | "not-allowed" | "would-strand"> | undefined> {
  return services.transact(async (work) => {
    const held = await steward.hold(work);
    if (held) return held;
    const { organizationId } = steward;
    const domain = await findDomain(work.tx, organizationId, id);
    if (!domain) return refuse("not-found");
    const needed = decideRemoval(domain.name, await isNeededByEnforcement(work, organizationId, id));
    if (needed) return needed;
    await removeDomainRow(work.tx, id);
    const data = { domainId: id, name: domain.name };
    await recordEvent(work, { ...steward.about, type: "domain.removed", accountId: null, data });
    return undefined;
  });
}
