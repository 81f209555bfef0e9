import type { RequestListener, Server } from "node:http";
import { createFindCaller, type SessionOwner } from "./accounts/find-caller.ts";
import { type Config, readConfig } from "./config.ts";
import { createApp } from "./http/app.ts";
import { tokenOf } from "./http/authenticate.ts";
import type { ConnectionInfo } from "./http/client.ts";
import { cookieNames } from "./http/cookies.ts";
import { createMetrics } from "./http/metrics.ts";
import { createNodeListener, createNodeServer } from "./http/node-server.ts";
import { createOpenApi } from "./http/openapi.ts";
import { requireStepUp } from "./http/pipeline.ts";
import { renderProblem } from "./http/problem-response.ts";
import { createSessionCheck, describeSession } from "./http/session-check.ts";
import { createLog } from "./log.ts";
import { noteActivity } from "./sessions/list-sessions.ts";
import { startMaintenance } from "./maintenance.ts";
import { type OpenedServices, openServices } from "./open-services.ts";
import { refuse } from "./problems.ts";
import type { Services } from "./services.ts";
import { routes } from "./routes.ts";
import type { Operation } from "./rules/vocabulary.ts";
import { version } from "./version.ts";

/** Settings as in docs/configuration.md, without their `MORTISE_` prefix being optional: the same names, as an object. */
export type MortiseSettings = Readonly<Record<`MORTISE_${string}`, string | undefined>>;

/** The session behind a request, as `GET /v1/session` shows it. */
export interface CurrentSession {
  readonly id: string;
  readonly account: { readonly id: string; readonly email: string; readonly name: string };
  readonly assurance: 1 | 2;
  readonly confirmedUntil: string | null;
}

/** A Mortise inside a Node process. */
export interface Mortise {
  /** Answers any request to Mortise's paths. Mount it under any framework that speaks web-standard requests. */
  fetch(request: Request, connection?: ConnectionInfo): Promise<Response>;
  /** Whose request this is; null when nobody is signed in. */
  session(request: Request): Promise<CurrentSession | null>;
  /** Null when the session's proof is fresh enough for the operation, else the problem response to send. */
  requireStepUp(request: Request, operation: Operation): Promise<Response | null>;
  /** The same for node:http: hand it the requests to Mortise's paths. */
  readonly listener: RequestListener;
  /** A node:http server for it, not yet listening. */
  createServer(): Server;
  close(): Promise<void>;
}

/** Opens a Mortise with the given settings. Throws `ConfigError` when they cannot be used. */
export async function createMortise(settings: MortiseSettings): Promise<Mortise> {
  const config = readConfig(settings);
  return assemble(await openServices({ config, log: createLog(config) }), config);
}

/** Puts the parts together around opened services; the process and the tests both start here. */
export function assemble(opened: OpenedServices, config: Config, { maintains = true } = {}): Mortise {
  const { services } = opened;
  const find = createFindCaller(services);
  let document: object | undefined;
  const checks = { found: 0, refused: 0 };
  const app = createApp({
    services,
    find,
    routes,
    metrics: createMetrics(services, checks),
    openApi: () => (document ??= createOpenApi(routes, version)),
  });
  const listener = createNodeListener(services, app, createSessionCheck(services, find, checks));
  const stopMaintenance = maintains ? startMaintenance(services) : undefined;
  const owner = (request: Request) => {
    const given = tokenOf(
      request.headers.get("authorization"),
      request.headers.get("cookie"),
      cookieNames(config).session,
    );
    return given ? find(given.token) : Promise.resolve(undefined);
  };
  return {
    fetch: async (request, connection = {}) => app.fetch(request, { connection, requestId: services.newId("reqs") }),
    async session(request) {
      const found = await owner(request);
      if (found) await noteActivity(services, found.session);
      return found ? (describeSession(services, found) as CurrentSession) : null;
    },
    requireStepUp: async (request, operation) => demandStepUp(services, request, await owner(request), operation),
    listener,
    createServer: () => createNodeServer(listener),
    async close() {
      stopMaintenance?.();
      await opened.close();
    },
  };
}

async function demandStepUp(
  services: Services,
  request: Request,
  owner: SessionOwner | undefined,
  operation: Operation,
): Promise<Response | null> {
  const refusal = owner ? await requireStepUp(services, owner, operation) : refuse("not-signed-in");
  if (!refusal) return null;
  const { status, headers, body } = renderProblem(refusal, {
    publicUrl: services.config.publicUrl,
    requestId: services.newId("reqs"),
    now: services.now(),
    isTokenCaller: request.headers.has("authorization"),
  });
  return new Response(body, { status, headers: { ...headers, "cache-control": "no-store" } });
}
