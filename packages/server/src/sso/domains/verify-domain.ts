import { isUniqueViolation } from "../../database/dialects.ts";
import { type Domain, findDomain } from "../../policies/domains.ts";
import { isRefusal, refuse, type Refusal } from "../../problems.ts";
import { judgeProof, type Proof } from "../../rules/sso/domain-checks.ts";
import type { Resolved, Services } from "../../services.ts";
import type { Steward } from "../steward.ts";
import { type DomainRecord, recordOf } from "./domain-record.ts";
import { noteProof } from "./note-proof.ts";

type Refused = Refusal<"not-found" | "not-signed-in" | "not-allowed" | "conflict" | "domain-not-proven">;

/** Looks for a domain's record now. With it the domain is the organization's, unless another one holds it. */
export async function verifyDomain(services: Services, steward: Steward, id: string): Promise<Domain | Refused> {
  const held = await services.transact((work) => steward.hold(work));
  if (held) return held;
  const domain = await findDomain(services.read, steward.organizationId, id);
  if (!domain) return refuse("not-found");
  const record = recordOf(domain);
  const said = await services.resolver.findTexts(record.host);
  const proof = judgeProof(said, record.value);
  const noted = await noteFor(services, steward, domain, proof);
  if (isRefusal(noted)) return noted;
  return proof === "proven" ? noted : notProven(record, said);
}

async function noteFor(services: Services, steward: Steward, domain: Domain, proof: Proof): Promise<Domain | Refused> {
  try {
    return await services.transact(async (work) => {
      const held = await steward.hold(work);
      if (held) return held;
      return (await noteProof(work, domain, proof, steward.about)) ?? refuse("not-found");
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const detail = `Another organization here has proven ${domain.name}. Ask whoever runs this service if that is not right.`;
    return refuse("conflict", { detail });
  }
}

/** So much is told of what stands there instead. */
const [mostTexts, mostLetters] = [20, 300];

function notProven({ host }: DomainRecord, said: Resolved): Refusal<"domain-not-proven"> {
  if ("unanswered" in said)
    return refuse("domain-not-proven", { seen: [], detail: `DNS did not answer for ${host}. Try again in a while.` });
  const seen = said.found.slice(0, mostTexts).map((text) => text.slice(0, mostLetters));
  const detail =
    seen.length === 0
      ? `There is no TXT record at ${host} yet. New records can take an hour to be seen everywhere.`
      : `${host} has TXT records, none of which is the one asked for, letter by letter.`;
  return refuse("domain-not-proven", { seen, detail });
}
