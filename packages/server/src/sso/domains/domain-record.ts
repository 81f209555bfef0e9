import type { Domain } from "../../policies/domains.ts";

/** The DNS record that proves a domain. */
export interface DomainRecord {
  readonly type: "TXT";
  readonly host: string;
  readonly value: string;
}

export function recordOf({ name, challenge }: Pick<Domain, "name" | "challenge">): DomainRecord {
  return { type: "TXT", host: `_mortise.${name}`, value: `mortise-domain=${challenge}` };
}
