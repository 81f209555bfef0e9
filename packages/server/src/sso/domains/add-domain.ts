import { getDomain } from "tldts";
import { recordEvent } from "../../audit/record-event.ts";
import { randomToken } from "../../crypto/random.ts";
import { addDomainRow, countDomains, type Domain, findDomainNamed } from "../../policies/domains.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { decideOneMore } from "../../rules/sizes/one-more.ts";
import { decideClaim, wrong } from "../../rules/sso/claiming.ts";
import { describeNoName, readDomainName } from "../../rules/sso/domain-name.ts";
import type { Services } from "../../services.ts";
import type { Steward } from "../steward.ts";

/** What an organization says is its own. */
export interface NewDomain {
  readonly name: string;
  readonly includeSubdomains?: boolean | undefined;
}

type Refused = Refusal<"not-found" | "not-signed-in" | "not-allowed" | "invalid-request" | "conflict">;

/** Adds a domain to be proven. It captures nobody before it is. */
export async function addDomain(
  services: Services,
  steward: Steward,
  { name: given, includeSubdomains = false }: NewDomain,
): Promise<Domain | Refused> {
  const name = readDomainName(given);
  if (name === undefined) return wrong("name", describeNoName(given));
  // Names that a host gives its customers, such as those below github.io, are nobody's own to hand on.
  const registrable = getDomain(name, { allowPrivateDomains: true, validateHostname: false });
  const claim = decideClaim({ name, registrable, includeSubdomains });
  if (claim) return claim;
  return services.transact(async (work) => {
    const { tx, now, random, newId } = work;
    const held = await steward.hold(work);
    if (held) return held;
    const { organizationId } = steward;
    if (await findDomainNamed(tx, organizationId, name)) return alreadyThere(name);
    const full = decideOneMore("domains", await countDomains(tx, organizationId));
    if (full) return full;
    const created = { id: newId("domn"), organizationId, name, challenge: randomToken(random), createdAt: now() };
    const domain = { ...created, includeSubdomainsAt: includeSubdomains ? now() : null, ...unproven };
    await addDomainRow(tx, domain);
    const data = { domainId: domain.id, name };
    await recordEvent(work, { ...steward.about, type: "domain.added", accountId: null, data });
    return domain;
  });
}

const unproven = {
  verifiedAt: null,
  checkedAt: null,
  dueAt: null,
  failingSince: null,
  remindedAt: null,
  releasedAt: null,
};

const alreadyThere = (name: string): Refusal<"conflict"> =>
  refuse("conflict", { detail: `${name} is one of this organization's domains already.` });
