import { isRefusal, type Refusal } from "../../problems.ts";
import { refuseOther } from "../../rules/sso/same-provider.ts";
import type { Configuration } from "../../policies/connections.ts";
import type { ReadyConfiguration } from "../connections/configuration.ts";

const identityOf = (each: Configuration) => (each.kind === "saml" ? each : null);

/** What a link for certificates makes of a configuration: the one there is, with other certificates, and nothing else that came along. */
export function onlyCertificates(
  now: Configuration,
  ready: ReadyConfiguration,
): ReadyConfiguration | Refusal<"not-allowed"> {
  const { configuration } = ready;
  const refused = refuseOther(identityOf(now), identityOf(configuration));
  if (isRefusal(refused)) return refused;
  if (now.kind !== "saml" || configuration.kind !== "saml") return ready;
  return { configuration: { ...now, certificates: configuration.certificates }, clientSecret: null };
}
