import type { Reader } from "../database/database.ts";
import { type Capture, decideCapture } from "../rules/sso/capture.ts";
import type { Belonging } from "../rules/policies/held/held-places.ts";
import { findDomainOf } from "./domains.ts";
import { findRequired } from "./enforcement.ts";

/** By whose identity provider the holder of an address must come; null where nobody asks that. An address without an account has no places. */
export async function findCapture(
  read: Reader,
  emailKey: string,
  places: Belonging["places"] = new Map(),
): Promise<Capture | null> {
  const domain = await findDomainOf(read, emailKey);
  const home = domain && {
    organizationId: domain.organizationId,
    isCapturing: domain.isCapturing,
    required:
      places.get(domain.organizationId)?.requiredSingleSignOn ?? (await findRequired(read, domain.organizationId)),
  };
  return decideCapture({
    home: home ?? null,
    places: [...places.values()].map(({ id, requiredSingleSignOn, suspendedAt, isBreakGlass }) => ({
      ...{ organizationId: id, required: requiredSingleSignOn, suspendedAt, isBreakGlass },
    })),
  });
}
