import { type Domain, listDomains } from "../../policies/domains.ts";
import type { Services } from "../../services.ts";

/** An organization's domains, newest first. */
export function listDomainsFor(
  { read }: Services,
  organizationId: string,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<Domain[]> {
  return listDomains(read, { ...page, organizationId });
}
