import { refuse, type Refusal } from "../../problems.ts";
import { isConsumerDomain } from "./consumer-domains.ts";

/** What is known of a name that an organization says is its own. */
export interface Claim {
  readonly name: string;
  /** As the list of public suffixes has it; null where a name is one itself. */
  readonly registrable: string | null;
  readonly includeSubdomains: boolean;
}

/** Refuses names that are nobody's own, and subdomains of what is only a part of a domain. */
export function decideClaim({ name, registrable, includeSubdomains }: Claim): Refusal<"invalid-request"> | undefined {
  if (registrable === null)
    return wrong("name", `Anybody gets names under ${name}. Give the domain of your own below it.`);
  if (isConsumerDomain(name))
    return wrong("name", `Anybody gets mailboxes at ${name}, so it cannot be one organization's.`);
  if (includeSubdomains && name !== registrable)
    return wrong("includeSubdomains", `Only a whole domain covers its subdomains: ${registrable} would.`);
  return undefined;
}

/** Says where and how a claim does not fit. */
export function wrong(field: "name" | "includeSubdomains", detail: string): Refusal<"invalid-request"> {
  return refuse("invalid-request", { errors: [{ pointer: `#/${field}`, detail }] });
}
