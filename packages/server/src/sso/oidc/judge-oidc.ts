import type { Services } from "../../services.ts";
import { unsealClientSecret } from "../connections/client-secret.ts";
import { connectionUrl } from "../../policies/connection-url.ts";
import type { Question } from "../flow/answer-request.ts";
import type { Judged } from "../flow/judged.ts";
import { acceptOidc, type OidcAnswer } from "./accept-answer.ts";
import { oidcVouched } from "./to-vouched.ts";

/** Judges what an OpenID Provider's answer comes to. Throws `Unaccepted` where nothing more can be looked at. */
export async function judgeOidc(
  services: Services,
  { request, asked, values }: Question,
  answer: OidcAnswer,
): Promise<Judged> {
  const { connection, configuration, revision } = asked;
  if (configuration.kind !== "oidc") throw new Error("A SAML connection got an answer of OpenID Connect.");
  const sealed = revision === connection.revision ? connection.sealedSecret : connection.sealedPendingSecret;
  const { checks, claims } = await acceptOidc(
    services,
    {
      configuration,
      clientSecret: unsealClientSecret(services, connection.id, sealed) ?? "",
      ...values,
      redirectUri: connectionUrl(services.config, connection.id, "callback"),
      forcedAt: request.forceAt,
    },
    answer,
  );
  const isRight = checks.every(({ passed }) => passed);
  const how = { now: services.now(), isForced: request.forceAt !== null };
  return { checks, vouched: isRight ? oidcVouched(connection, claims, how) : null };
}
