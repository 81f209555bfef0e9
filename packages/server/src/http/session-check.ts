import { type AtOnce, after } from "../at-once.ts";
import type { Person } from "../sessions/caller.ts";
import type { Proof } from "../vocabulary/proofs.ts";
import { enter, type NotAdmitted, refuseBelowPolicy } from "../accounts/admit.ts";
import type { FindCaller, FoundOwner, SessionOwner } from "../accounts/find-caller.ts";
import { listRestoreKinds } from "../authenticators/refuse-flagged.ts";
import type { ConnectionInfo, Whereabouts } from "../embedding.ts";
import type { Acting } from "../policies/acting.ts";
import { isRefusal, type Refusal } from "../problems.ts";
import type { Belonging } from "../rules/policies/held/held-places.ts";
import { decideAssurance, decidePhishingResistance } from "../rules/sign-in/assurance.ts";
import { decideAbsoluteExpiry, decideIdleExpiry, decideLimits } from "../rules/sessions/lifetime.ts";
import { decideStepUpTerms } from "../rules/step-up/terms.ts";
import { confirmedAt, decideConfirmedUntil } from "../rules/step-up/step-up.ts";
import { noteUse } from "../sessions/note-use.ts";
import type { Services, World } from "../services.ts";
import { clientOf } from "./client.ts";
import type { ReadHeader } from "./read-header.ts";
import { cookieNames } from "./cookies.ts";
import { ambiguous, credentialsOf, type Given } from "./authenticate.ts";
import { instant } from "./instant.ts";
import { noteRefusal } from "./note-refusal.ts";
import { renderProblem } from "./problem-response.ts";
import { type PlainProof, type PlainSession, sessionText } from "./session-text.ts";
import { refuseStranger } from "./refuse-stranger.ts";

export interface SessionCheckResult {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What `GET /v1/session` answers; the schema of its row says what is in it. */
type SessionBody = ReturnType<typeof describeSession>;

/** The row this stands for. */
const sessionRow = { method: "GET", path: "/v1/session", who: "doubted" } as const;

/** How often it was asked: a counter of the metrics library would cost a twentieth of the check. */
export interface SessionCheckCounts {
  found: number;
  refused: number;
}

export type SessionCheck = (
  read: ReadHeader,
  connection: ConnectionInfo,
  requestId: string,
  where?: Whereabouts,
) => AtOnce<SessionCheckResult>;

/** One check: what the request says, and what is answered to a refusal of it. */
interface Asked {
  readonly read: ReadHeader;
  readonly connection: ConnectionInfo;
  readonly requestId: string;
  readonly where: Whereabouts | undefined;
  readonly given: Given;
}

/**
 * Answers `GET /v1/session`, the hottest path: it needs no router, no body and no framework, so the server asks it first.
 * The route table's row does the same through the same function. Nothing waits that need not: a turn costs more than the look-up.
 */
export function createSessionCheck(services: Services, find: FindCaller, counts: SessionCheckCounts): SessionCheck {
  const { session: cookieName } = cookieNames(services.config);
  return (read, connection, requestId, where) => {
    const given = credentialsOf(read, cookieName);
    const asked: Asked = { read, connection, requestId, where, given };
    if (given === "ambiguous" || given === undefined) return answerNobody(services, counts, asked);
    return after(find(given.token), (owner) => {
      if (!owner) return answerNobody(services, counts, asked);
      counts.found++;
      return answerOwner(services, owner, asked);
    });
  };
}

async function answerNobody(services: Services, counts: SessionCheckCounts, asked: Asked): Promise<SessionCheckResult> {
  const { given, read, connection, requestId } = asked;
  counts.refused++;
  if (given !== "ambiguous") return refused(services, asked, await refuseStranger(services, given));
  const client = clientOf(services, read, connection, requestId);
  await noteRefusal(services, { row: sessionRow, client, caller: null, atGuards: true }, ambiguous);
  return refused(services, asked, ambiguous);
}

function refused({ config, now }: World, { given, requestId }: Asked, refusal: Refusal): SessionCheckResult {
  const isTokenCaller = given !== "ambiguous" && given?.from === "bearer";
  return renderProblem(refusal, { standing: config, requestId, now: now(), isTokenCaller });
}

function answerOwner(services: Services, owner: FoundOwner, asked: Asked): AtOnce<SessionCheckResult> {
  const { account, session, holding, verdict } = owner;
  const client = clientOf(services, asked.read, asked.connection, asked.requestId);
  const caller: Person = { kind: "person", account, session, holding, client };
  return after(noteUse(services, caller, { isHostAsking: true }), (noted) => {
    // Mostly nobody asks for more than the session has, and nothing about it is new.
    if (asked.where === undefined && noted.flaggedAt === null && verdict === "admitted")
      return answer(sessionText(describePlain(services, { account, session: noted, holding })));
    const described = describeCurrent(services, { ...caller, session: noted }, asked.where);
    return after(described, (body) =>
      isRefusal(body) ? refused(services, asked, body) : answer(JSON.stringify(body)),
    );
  });
}

function answer(body: string): SessionCheckResult {
  return { status: 200, headers: { "content-type": "application/json" }, body };
}

/** The current session, or why it may do nothing now; a flagged one with what would restore its trust. */
export function describeCurrent(
  services: Services,
  caller: Person,
  where?: Whereabouts,
): AtOnce<SessionBody | NotAdmitted> {
  if (!where) return describeAnywhere(services, caller);
  return after(enter(services, caller, where), (acting) => describeThere(services, caller, acting));
}

function describeThere(services: Services, caller: Person, acting: Acting | NotAdmitted): SessionBody | NotAdmitted {
  if (isRefusal(acting)) return acting;
  return Object.assign(describeSession(services, caller), { actingIn: describeActing(acting) });
}

async function describeAnywhere(services: Services, caller: Person): Promise<SessionBody | NotAdmitted> {
  if (caller.session.flaggedAt !== null)
    return { ...describeSession(services, caller), acceptable: await listRestoreKinds(services, caller.session) };
  return (await refuseBelowPolicy(services, caller)) ?? describeSession(services, caller);
}

function describeActing({ place, workspaceId }: Acting): object {
  const workspace = workspaceId === null ? undefined : place.workspaces.get(workspaceId);
  return {
    organization: { id: place.id, name: place.name },
    workspace: workspace ? { id: workspace.id, name: workspace.name } : null,
    role: place.role,
  };
}

/** A proof, without what it was made with. */
export function describeProof({ kind, at, connection, factors }: Proof): PlainProof {
  if (connection === undefined) return { kind, at: instant(at) };
  return { kind, at: instant(at), connection, factors: factors ?? [] };
}

/** A session as `GET /v1/session` shows it. */
export function describeSession(world: World, described: Described) {
  const plain = describePlain(world, described);
  const { flaggedAt, flaggedReason } = described.session;
  return flaggedAt === null ? plain : { ...plain, flaggedAt: instant(flaggedAt), flaggedReason };
}

interface Described extends Pick<SessionOwner, "account" | "session"> {
  readonly holding: Belonging;
}

function describePlain({ config, now }: World, { account, session, holding }: Described): PlainSession {
  const { id, proofs, createdAt, lastSeenAt, confirmationEndedAt } = session;
  const limits = decideLimits(config.session, holding.held);
  const expiresAt = decideAbsoluteExpiry(session, limits);
  const { windowSeconds } = decideStepUpTerms(config.stepUpStrength, holding.held);
  const confirmedUntil = decideConfirmedUntil(proofs, confirmationEndedAt, windowSeconds, now());
  return {
    id,
    account: { id: account.id, email: account.email, name: account.name },
    assurance: decideAssurance(proofs),
    phishingResistant: decidePhishingResistance(proofs),
    proofs: proofs.map(describeProof),
    confirmedAt: instant(confirmedAt(proofs, now())),
    confirmedUntil: confirmedUntil === null ? null : instant(confirmedUntil),
    trust: session.flaggedAt === null ? "trusted" : "flagged",
    createdAt: instant(createdAt),
    lastSeenAt: instant(lastSeenAt),
    idleExpiresAt: instant(decideIdleExpiry(lastSeenAt, expiresAt, limits)),
    expiresAt: instant(expiresAt),
  };
}
