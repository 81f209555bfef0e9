import { type Domain, listDomains } from "../../policies/domains.ts";
import type { Services } from "../../services.ts";
import type { Member } from "../../sessions/caller.ts";

/** An organization's domains, newest first. */
export function listDomainsFor(
  { read }: Services,
  { place }: Member,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<Domain[]> {
  return listDomains(read, { ...page, organizationId: place.id });
}
