import type { Member, Person } from "../sessions/caller.ts";
import { enter, refuseBelowPolicy } from "../accounts/admit.ts";
import type { FindCaller } from "../accounts/find-caller.ts";
import { gatherBound } from "../authenticators/gather-standing.ts";
import { refuseFlagged } from "../authenticators/refuse-flagged.ts";
import { countInWindow } from "../database/counter.ts";
import { isRefusal, refuse, type Refusal } from "../problems.ts";
import { decideThrottleAddress } from "../rules/requests/client-address.ts";
import { decideEntry } from "../rules/requests/entry.ts";
import { decideCounting, decideOrigin } from "../rules/requests/origin.ts";
import { decideStepUp } from "../rules/step-up/step-up.ts";
import { decideThrottle } from "../rules/requests/throttling.ts";
import { decideMay } from "../rules/organizations/permissions.ts";
import { decideStepUpTerms } from "../rules/step-up/terms.ts";
import { noteUse } from "../sessions/note-use.ts";
import type { Client, Services, World } from "../services.ts";
import { ambiguous, credentialsOf, type GivenToken } from "./authenticate.ts";
import { type Answer, operationOf, type Row } from "./call.ts";
import type { ConnectionInfo } from "../embedding.ts";
import { clientOf } from "./client.ts";
import { headersOf, type ReadHeader, without } from "./read-header.ts";
import { cookieNames, listCookies } from "./cookies.ts";
import { jsonBody, receiveBody } from "./read-body.ts";
import { readInput } from "./read-input.ts";
import { refuseStranger } from "./refuse-stranger.ts";
import { whos } from "./who.ts";

/** A request on its way through the guards of its row. */
export interface Arrival {
  readonly request: Request;
  readonly params: Record<string, string>;
  readonly connection: ConnectionInfo;
  readonly requestId: string;
}

/** What came of a request, and how its session was given. */
export interface Outcome {
  readonly result: Answer | Refusal;
  readonly given: GivenToken | undefined;
  readonly client: Client;
  /** Whose request it is, as far as that was looked up. */
  readonly caller: Person | null;
  /** Whether a guard ended it, before its use case was asked. */
  readonly atGuards: boolean;
}

/** Takes a request through its row: origin, session, throttle, input, step-up, use case. The first refusal ends it. */
export async function runRow(
  services: Services,
  find: FindCaller,
  row: Row,
  { request, params, connection, requestId }: Arrival,
): Promise<Outcome> {
  const { config } = services;
  const read = readCounting(row, request);
  const client = clientOf(services, read, connection, requestId);
  const given = credentialsOf(read, cookieNames(config).session);
  if (given === "ambiguous") return { result: ambiguous, given: undefined, client, caller: null, atGuards: true };
  let caller: Person | null = null;
  const refused = (result: Refusal): Outcome => ({ result, given, client, caller, atGuards: true });
  if (given?.from !== "bearer" && !mayComeFrom(services, row, request)) return refused(refuse("cross-origin"));

  // A body may trickle in for a minute: whose request it is counts when it is complete. What it says is read once the
  // request has been counted, so that one too many costs next to nothing.
  const body = await receiveBody(request, row.does.takes ?? jsonBody);
  const owner = given && (await find(given.token));
  caller = owner ? await noteCaller(services, { ...owner, client }, row) : null;
  const entry = decideEntry(whos[row.who], caller?.kind ?? null);
  if (entry === "not-signed-in") return refused(await refuseStranger(services, given));
  if (entry === "not-allowed") return refused(refuse("not-allowed", { reason: "caller" }));
  const admitted = caller && (await admit(services, caller, row, params));
  if (isRefusal(admitted)) return refused(admitted);

  const wait = await throttle(services, row, client, admitted);
  if (wait) return refused(wait);
  const input = readInput(request, body, params, row.does);
  if (isRefusal(input)) return refused(input);
  const bearer = given?.from === "bearer" ? given.token : null;
  const call = { services, client, caller: admitted, input, bearer, search: searchOf(request.url) };
  const stepUp = admitted && (await askForProof(row, call, admitted));
  if (stepUp) return refused(stepUp);
  return { result: await row.does.run(call), given, client, caller, atGuards: false };
}

const searchOf = (url: string): string => (url.includes("?") ? url.slice(url.indexOf("?") + 1) : "");

// What does not count on a row is not read at all: neither whose session it is, nor which device.
function readCounting({ origin }: Row, request: Request): ReadHeader {
  const { cookies, bearer } = decideCounting(origin);
  const uncounted = [...(cookies ? [] : ["cookie"]), ...(bearer ? [] : ["authorization"])];
  return uncounted.length === 0 ? headersOf(request) : without(headersOf(request), uncounted);
}

async function askForProof(
  row: Row,
  call: Parameters<Row["does"]["run"]>[0],
  caller: Person,
): Promise<Refusal<"step-up-required"> | undefined> {
  const operation = operationOf(row);
  const refusal = operation && (await requireStepUp(call.services, caller, operation));
  if (!refusal || !row.does.asks) return refusal;
  return (await row.does.asks.isDue(call)) ? refusal : undefined;
}

function mayComeFrom({ config }: World, { origin: policy }: Row, { method, headers }: Request): boolean {
  return decideOrigin({
    policy,
    method,
    origin: headers.get("origin"),
    fetchSite: headers.get("sec-fetch-site"),
    hasSessionCookie: listCookies(headers.get("cookie"), cookieNames(config).session).length > 0,
    publicUrl: config.publicUrl,
    listedOrigins: config.origins,
  });
}

/** Holds a caller against the row: whether this session may do that, and act there. */
async function admit(
  services: Services,
  caller: Person,
  { who, method }: Row,
  params: Record<string, string>,
): Promise<Person | Member | Refusal> {
  if (who === "anyone" || who === "doubted") return caller;
  const flagged = await refuseFlagged(services, caller.session);
  if (flagged) return flagged;
  // Whoever has what is asked for proves it first: to bind another instead would be a way around it.
  if (who === "binding") return method === "GET" ? caller : ((await refuseUnproven(services, caller)) ?? caller);
  if (who === "subscriber") return (await refuseBelowPolicy(services, caller)) ?? caller;
  const { org = "", account } = params;
  const place = caller.holding.places.get(org);
  // To a stranger an organization is not there.
  if (!place) return (await refuseBelowPolicy(services, caller)) ?? refuse("not-found");
  // Nobody is kept in an organization: by what it asks, by where it may be used from, or by being suspended there.
  const isLeaving = who === "leave" && account === caller.account.id;
  if (isLeaving) return { ...caller, place };
  const acting = await enter(services, caller, { organizationId: org });
  if (isRefusal(acting)) return acting;
  if (!decideMay(acting.place.role, who))
    return refuse("not-allowed", { reason: "role", detail: "Your role in this organization does not include that." });
  return { ...caller, place: acting.place };
}

async function refuseUnproven(services: Services, caller: Person): Promise<Refusal | undefined> {
  const below = await refuseBelowPolicy(services, caller);
  return below?.refused === "step-up-required" ? below : undefined;
}

// What the request brings against its session counts for this very request.
async function noteCaller(services: Services, caller: Person, { does }: Row): Promise<Person> {
  return { ...caller, session: await noteUse(services, caller, { isHostAsking: does.isForHosts === true }) };
}

async function throttle(
  { transact, now }: Services,
  { throttle: limit }: Row,
  client: Client,
  caller: Person | null,
): Promise<Refusal<"rate-limited"> | undefined> {
  if (limit === "unthrottled") return undefined;
  const by = limit.per === "session" && caller ? caller.session.id : decideThrottleAddress(client.ip);
  const counted = await transact(
    ({ tx }) => countInWindow(tx, `${limit.name}:${by}`, limit.windowSeconds, now()),
    "crash",
  );
  const seconds = decideThrottle(limit, counted, now());
  return seconds === null ? undefined : refuse("rate-limited", { retryAt: now() + seconds * 1000 });
}

/** Refuses an operation that needs fresher or stronger proof than the session has (RFC 9470). */
export async function requireStepUp(
  services: Services,
  { account, session, holding }: Pick<Person, "account" | "session" | "holding">,
  operation: Parameters<typeof decideStepUp>[0]["operation"],
): Promise<Refusal<"step-up-required"> | undefined> {
  const { config, now } = services;
  const bound = await gatherBound(services, account.id);
  const { proofs, confirmationEndedAt } = session;
  const decision = decideStepUp({
    operation,
    bound,
    proofs,
    confirmationEndedAt,
    ...decideStepUpTerms(config.stepUpStrength, holding.held),
    now: now(),
  });
  if (decision.confirmed) return undefined;
  return refuse("step-up-required", {
    stepUp: { operation, acceptable: decision.acceptable, maxAgeSeconds: decision.maxAgeSeconds },
  });
}
