import type { StoredConnection } from "../../policies/connections.ts";
import { isRefusal, refuse, type Refusal } from "../../problems.ts";
import type { Services } from "../../services.ts";
import { type Given, readyConfiguration } from "../connections/configuration.ts";

/** Refuses what would change more than certificates: a link for those may bring new ones of the same provider. */
export async function readyKeeps(
  services: Services,
  { configuration }: Pick<StoredConnection, "configuration">,
  given: Given,
): Promise<Refusal<"not-allowed" | "invalid-request"> | undefined> {
  const ready = await readyConfiguration(services, given);
  if (isRefusal(ready)) return ready;
  const next = ready.configuration;
  const isSame =
    next.kind === "saml" &&
    configuration.kind === "saml" &&
    next.entityId === configuration.entityId &&
    next.ssoUrl === configuration.ssoUrl;
  if (isSame) return undefined;
  return refuse("not-allowed", {
    reason: "intent",
    detail: "This link is for new certificates of the same identity provider. Ask for one to set up another.",
  });
}
