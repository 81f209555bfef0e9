import { sha256 } from "../../crypto/hash.ts";
import { randomToken } from "../../crypto/random.ts";
import { seal, unseal } from "../../crypto/seal.ts";
import type { Configuration, StoredConnection } from "../../policies/connections.ts";
import type { Services, World } from "../../services.ts";
import { beginOidc } from "../oidc/begin-oidc.ts";
import { makeMessageId } from "../saml/write-requests.ts";
import { beginSaml } from "../saml-sign-in/begin-saml.ts";
import type { Purpose, RequestValues } from "./purpose.ts";
import { insertRequest, type SsoRequest } from "./requests.sql.ts";

/** How long somebody may take at the provider. */
const requestMs = 15 * 60_000;

/** What is asked: a configuration in force, or one under test. */
export interface Asked {
  readonly connection: StoredConnection;
  readonly configuration: Configuration;
  readonly revision: string;
}

/** The configuration a connection works with now. */
export function inForce(connection: StoredConnection): Asked {
  return { connection, configuration: connection.configuration, revision: connection.revision };
}

/** The one that a test is for: the pending one, where there is one. */
export function underTest(connection: StoredConnection): Asked {
  const { pending } = connection;
  return pending ? { connection, ...pending } : inForce(connection);
}

/** The configuration of a revision, while the connection has it. */
export function ofRevision(connection: StoredConnection, revision: string): Asked | undefined {
  return [inForce(connection), underTest(connection)].find((asked) => asked.revision === revision);
}

/** How the browser is sent there: to an address, or with a form. */
export interface SentOut {
  readonly url: string;
}

/** Sends somebody to a provider. What comes back is an answer to this request, once. Throws `Unaccepted`. */
export async function beginRequest(services: Services, asked: Asked, purpose: Purpose): Promise<SentOut> {
  const { random, now, newId, keys } = services;
  const state = randomToken(random);
  const values: RequestValues = {
    verifier: randomToken(random),
    nonce: randomToken(random),
    requestId: makeMessageId(random),
  };
  const { configuration, connection } = asked;
  const sent = { state, values, requestId: values.requestId, purpose };
  const url =
    configuration.kind === "oidc"
      ? await beginOidc(services, connection, configuration, sent)
      : await beginSaml(services, connection, configuration, sent);
  const id = newId("ssor");
  const at = now();
  const row: SsoRequest = {
    ...{ id, stateHash: sha256(state), connectionId: connection.id, revision: asked.revision },
    ...{ attemptId: purpose.attemptId, testId: purpose.testId, returnTo: purpose.returnTo },
    forceAt: purpose.isForced ? at : null,
    sealedValues: seal(keys, random, Buffer.from(JSON.stringify(values)), id),
    ...{ createdAt: at, expiresAt: at + requestMs, spentAt: null },
  };
  await services.transact(({ tx }) => insertRequest(tx, row), "crash");
  return { url };
}

export function valuesOf({ keys }: World, { id, sealedValues }: SsoRequest): RequestValues {
  return JSON.parse(Buffer.from(unseal(keys, sealedValues, id)).toString("utf8")) as RequestValues;
}
