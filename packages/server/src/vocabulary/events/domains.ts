import { z } from "zod";
import { event } from "./define.ts";
import { Text } from "./words.ts";

const domainId = "domn_01h455vb4pex5vsknk084sn02q";
const Named = { domainId: Text, name: Text };
const example = { domainId, name: "acme.example" };

/** What happens to the domains an organization proves. */
export const domainEvents = {
  "domain.added": event("organization", Named, ({ name }) => `added the domain ${name}, to be proven`, example),
  "domain.verified": event("organization", Named, ({ name }) => `proved the domain ${name}`, example),
  /** The record was not found; again after three days. */
  "domain.failing": event(
    "organization",
    { ...Named, days: z.union([z.literal(0), z.literal(3)]) },
    ({ name, days }) => `did not find the record of the domain ${name}${days === 0 ? "" : ` for ${days} days`}`,
    { ...example, days: 0 },
  ),
  "domain.recovered": event(
    "organization",
    Named,
    ({ name }) => `found the record of the domain ${name} again`,
    example,
  ),
  "domain.released": event(
    "organization",
    Named,
    ({ name }) => `stopped taking in new people with addresses at ${name}: the record had been gone for 14 days`,
    example,
  ),
  "domain.removed": event("organization", Named, ({ name }) => `removed the domain ${name}`, example),
};
