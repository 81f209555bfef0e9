import { z } from "@hono/zod-openapi";
import type { Domain as StoredDomain } from "../../policies/domains.ts";
import { isRefusal } from "../../problems.ts";
import { decideDomainStatus } from "../../rules/sso/domain-checks.ts";
import { addDomain } from "../../sso/domains/add-domain.ts";
import { recordOf } from "../../sso/domains/domain-record.ts";
import { listDomainsFor } from "../../sso/domains/list-domains.ts";
import { removeDomain } from "../../sso/domains/remove-domain.ts";
import { stewardOf } from "../../sso/steward.ts";
import { verifyDomain } from "../../sso/domains/verify-domain.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { Instant, orNull, pageOf, PageQuery, toPage } from "../schemas.ts";
import { OrganizationParam } from "./organization-schemas.ts";

const DomainParam = OrganizationParam.extend({ id: z.string().min(1).max(64) });

export const Domain = z
  .object({
    id: z.string(),
    name: z.string(),
    includeSubdomains: z.boolean(),
    status: z.enum(["pending", "verified", "failing"]),
    record: z.object({ type: z.literal("TXT"), host: z.string(), value: z.string() }),
    verifiedAt: orNull(Instant),
    checkedAt: orNull(Instant),
    failingSince: orNull(Instant),
  })
  .openapi("Domain");

const when = (at: number | null): string | null => (at === null ? null : instant(at));

/** A domain as the API shows it. */
export function shownDomain(domain: StoredDomain) {
  const { id, name, includeSubdomainsAt, verifiedAt, checkedAt, failingSince } = domain;
  return {
    ...{ id, name, includeSubdomains: includeSubdomainsAt !== null },
    ...{ status: decideDomainStatus(domain), record: recordOf(domain) },
    verifiedAt: when(verifiedAt),
    checkedAt: when(checkedAt),
    failingSince: when(failingSince),
  };
}

export const postDomain = endpoint({
  access: "member",
  summary: "Add a domain, to be proven by a DNS record.",
  params: OrganizationParam,
  body: z.strictObject({ name: z.string().min(1).max(300), includeSubdomains: z.boolean().optional() }),
  answers: { 201: Domain },
  refusals: ["conflict"],
  async run({ services, caller, input: { name, includeSubdomains } }) {
    const added = await addDomain(services, stewardOf(caller), { name, includeSubdomains });
    return isRefusal(added) ? added : { status: 201, body: shownDomain(added) };
  },
});

export const getDomains = endpoint({
  access: "member",
  summary: "The organization's domains, newest first, each with the record that proves it.",
  params: OrganizationParam,
  query: z.strictObject(PageQuery),
  answers: { 200: pageOf(Domain) },
  async run({ services, caller, input: { limit, cursor } }) {
    const rows = await listDomainsFor(services, caller.place.id, { limit: limit + 1, before: cursor });
    return { status: 200, body: toPage(rows, limit, shownDomain) };
  },
});

export const postDomainVerify = endpoint({
  access: "member",
  summary: "Look for a domain's DNS record now. What was found instead comes with the refusal.",
  params: DomainParam,
  body: z.strictObject({}),
  answers: { 200: Domain },
  refusals: ["not-found", "conflict", "domain-not-proven"],
  async run({ services, caller, input: { id } }) {
    const verified = await verifyDomain(services, stewardOf(caller), id);
    return isRefusal(verified) ? verified : { status: 200, body: shownDomain(verified) };
  },
});

export const deleteDomain = endpoint({
  access: "member",
  summary: "Remove a domain. Its people are no longer sent to the organization's identity provider.",
  params: DomainParam,
  answers: { 204: null },
  refusals: ["not-found", "would-strand"],
  run: async ({ services, caller, input: { id } }) =>
    (await removeDomain(services, stewardOf(caller, { isTakingAway: true }), id)) ?? { status: 204 },
});
