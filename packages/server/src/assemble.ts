import type { Person } from "./sessions/caller.ts";
import type { Operation } from "./vocabulary/operations.ts";
import { enter, refuseBelowPolicy } from "./accounts/admit.ts";
import { createFindCaller, type FindCaller } from "./accounts/find-caller.ts";
import { refuseFlagged } from "./authenticators/refuse-flagged.ts";
import { createApp } from "./http/app.ts";
import { alwaysSent, withAlwaysSent } from "./http/always-sent.ts";
import { ambiguous, credentialsOf, offersBearer } from "./http/authenticate.ts";
import type { ConnectionInfo, CurrentSession, Mortise } from "./embedding.ts";
import { clientOf } from "./http/client.ts";
import { headersOf } from "./http/read-header.ts";
import { cookieNames } from "./http/cookies.ts";
import { createMetrics, type MetricsExchange } from "./http/metrics.ts";
import { createNodeListener, createNodeServer } from "./http/node-server.ts";
import { createOpenApi } from "./http/openapi.ts";
import { requireStepUp } from "./http/pipeline.ts";
import { renderProblem } from "./http/problem-response.ts";
import { createSessionCheck, describeSession } from "./http/session-check.ts";
import { noteUse } from "./sessions/note-use.ts";
import { startMaintenance } from "./maintenance.ts";
import type { OpenedServices } from "./open-services.ts";
import { isRefusal, type Refusal, refuse } from "./problems.ts";
import type { Services } from "./services.ts";
import { routes } from "./routes.ts";
import { version } from "./version.ts";

export interface AssembleOptions {
  /** False where another process does it, or a test. */
  readonly maintains?: boolean;
  /** Where a server's workers put together what they have counted. */
  readonly exchange?: MetricsExchange | undefined;
}

/** Puts the parts together around opened services; the process and the tests both start here. */
export function assemble(opened: OpenedServices, { maintains = true, exchange }: AssembleOptions = {}): Mortise {
  const { services } = opened;
  const find = createFindCaller(services);
  let document: object | undefined;
  const checks = { found: 0, refused: 0 };
  const app = createApp({
    services,
    find,
    routes,
    metrics: createMetrics(services, checks, exchange),
    openApi: () => (document ??= createOpenApi(routes, version, services.config.basePath)),
  });
  const listener = createNodeListener(services, app, createSessionCheck(services, find, checks));
  const lines = alwaysSent(services.config);
  const maintenance = maintains ? startMaintenance(services) : undefined;
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
      await maintenance?.stop();
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
