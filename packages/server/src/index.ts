import type { Person } from "./sessions/caller.ts";
import { type Trust } from "./vocabulary/states.ts";
import type { Operation } from "./vocabulary/operations.ts";
import type { RequestListener, Server } from "node:http";
import { enter, refuseBelowPolicy } from "./accounts/admit.ts";
import { createFindCaller, type FindCaller } from "./accounts/find-caller.ts";
import { refuseFlagged } from "./authenticators/refuse-flagged.ts";
import { readConfig } from "./config/config.ts";
import { createApp } from "./http/app.ts";
import { alwaysSent, withAlwaysSent } from "./http/always-sent.ts";
import { ambiguous, credentialsOf, offersBearer } from "./http/authenticate.ts";
import { clientOf, type ConnectionInfo } from "./http/client.ts";
import { headersOf } from "./http/read-header.ts";
import { cookieNames } from "./http/cookies.ts";
import { createMetrics } from "./http/metrics.ts";
import { createNodeListener, createNodeServer } from "./http/node-server.ts";
import { createOpenApi } from "./http/openapi.ts";
import { requireStepUp } from "./http/pipeline.ts";
import { renderProblem } from "./http/problem-response.ts";
import { createSessionCheck, describeSession } from "./http/session-check.ts";
import { createLog } from "./log.ts";
import { noteUse } from "./sessions/note-use.ts";
import { startMaintenance } from "./maintenance.ts";
import { type OpenedServices, openServices } from "./open-services.ts";
import type { Whereabouts } from "./policies/acting.ts";
import { isRefusal, type Refusal, refuse } from "./problems.ts";
import type { Services } from "./services.ts";
import { routes } from "./routes.ts";
import { version } from "./version.ts";

/** Settings as in docs/configuration.md, without their `MORTISE_` prefix being optional: the same names, as an object. */
export type MortiseSettings = Readonly<Record<`MORTISE_${string}`, string | undefined>>;

/** The session behind a request, as `GET /v1/session` shows it. */
export interface CurrentSession {
  readonly id: string;
  readonly account: { readonly id: string; readonly email: string; readonly name: string };
  readonly assurance: 1 | 2;
  readonly confirmedUntil: string | null;
  /** A flagged session may do nothing until its owner has restored its trust: treat it as signed out, but say why. */
  readonly trust: Trust;
}

/** A Mortise inside a Node process. */
export interface Mortise {
  /** Answers any request to Mortise's paths, which begin with `MORTISE_BASE_PATH`; others get 404. Mount it under any framework that speaks web-standard requests. */
  fetch(request: Request, connection?: ConnectionInfo): Promise<Response>;
  /**
   * Whose request this is; null when nobody is signed in. Look at `trust`. Without the connection the request's address is
   * unknown, and only its browser is held against what the session was opened with.
   */
  session(request: Request, connection?: ConnectionInfo): Promise<CurrentSession | null>;
  /** Null when the session is trusted and its proof fresh enough for the operation, else the problem response to send. */
  requireStepUp(request: Request, operation: Operation, connection?: ConnectionInfo): Promise<Response | null>;
  /** Null when the session may act in that organization, or workspace of it, from where the request comes; else the problem response to send. */
  requireAccess(request: Request, where: Whereabouts, connection?: ConnectionInfo): Promise<Response | null>;
  /** The same for node:http: hand it the requests to Mortise's paths. */
  readonly listener: RequestListener;
  /** A node:http server for it, not yet listening. */
  createServer(): Server;
  close(): Promise<void>;
}

/** Opens a Mortise with the given settings. Throws `ConfigError` when they cannot be used. */
export async function createMortise(settings: MortiseSettings): Promise<Mortise> {
  const config = readConfig(settings);
  return assemble(await openServices({ config, log: createLog(config) }));
}

/** Puts the parts together around opened services; the process and the tests both start here. */
export function assemble(opened: OpenedServices, { maintains = true } = {}): Mortise {
  const { services } = opened;
  const find = createFindCaller(services);
  let document: object | undefined;
  const checks = { found: 0, refused: 0 };
  const app = createApp({
    services,
    find,
    routes,
    metrics: createMetrics(services, checks),
    openApi: () => (document ??= createOpenApi(routes, version, services.config.basePath)),
  });
  const listener = createNodeListener(services, app, createSessionCheck(services, find, checks));
  const lines = alwaysSent(services.config);
  const stopMaintenance = maintains ? startMaintenance(services) : undefined;
  const owner = (request: Request, connection: ConnectionInfo = {}) => findOwner(services, find, request, connection);
  return {
    async fetch(request, connection = {}) {
      const requestId = services.newId("reqs");
      const response = await app.fetch(request, { connection, requestId });
      return withAlwaysSent([...lines, ["x-request-id", requestId]], response);
    },
    session: async (request, connection) => currentOf(services, await owner(request, connection)),
    requireStepUp: async (request, operation, connection) =>
      demandStepUp(services, request, await owner(request, connection), operation),
    requireAccess: async (request, where, connection) => {
      const found = await owner(request, connection);
      const acting = !found ? refuse("not-signed-in") : isRefusal(found) ? found : await enter(services, found, where);
      return isRefusal(acting) ? problemResponse(services, request, acting) : null;
    },
    listener,
    createServer: () => createNodeServer(services, listener),
    async close() {
      stopMaintenance?.();
      await opened.close();
    },
  };
}

/** Whose request it is; nobody's, or nobody can say whose. */
type Found = Person | Refusal<"ambiguous-credentials"> | undefined;

// Whoever must bind or prove something first is nobody here: the sign-in page says what.
async function currentOf(services: Services, owner: Found): Promise<CurrentSession | null> {
  if (!owner || isRefusal(owner)) return null;
  if (owner.session.flaggedAt === null && (await refuseBelowPolicy(services, owner))) return null;
  return describeSession(services, owner) as CurrentSession;
}

async function findOwner(
  services: Services,
  find: FindCaller,
  request: Request,
  connection: ConnectionInfo,
): Promise<Found> {
  const read = headersOf(request);
  const given = credentialsOf(read, cookieNames(services.config).session);
  if (given === "ambiguous") return ambiguous;
  const owner = given && (await find(given.token));
  if (!owner) return undefined;
  const client = clientOf(services, read, connection, services.newId("reqs"));
  const caller = { ...owner, client };
  return { ...caller, session: await noteUse(services, caller, { isHostAsking: true }) };
}

async function demandStepUp(
  services: Services,
  request: Request,
  owner: Found,
  operation: Operation,
): Promise<Response | null> {
  if (isRefusal(owner)) return problemResponse(services, request, owner);
  const refusal = owner
    ? ((await refuseFlagged(services, owner.session)) ??
      (await refuseBelowPolicy(services, owner)) ??
      (await requireStepUp(services, owner, operation)))
    : refuse("not-signed-in");
  return refusal ? problemResponse(services, request, refusal) : null;
}

function problemResponse(services: Services, request: Request, refusal: Refusal): Response {
  const { status, headers, body } = renderProblem(refusal, {
    standing: services.config,
    requestId: services.newId("reqs"),
    now: services.now(),
    isTokenCaller: offersBearer(headersOf(request)),
  });
  return withAlwaysSent(alwaysSent(services.config), new Response(body, { status, headers }));
}
