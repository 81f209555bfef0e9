import { aboutOwn, type Person } from "../sessions/caller.ts";
import type { EventData } from "../vocabulary/events/catalogue.ts";
import type { Operation } from "../vocabulary/operations.ts";
import { recordEvent } from "../audit/record-event.ts";
import { gatherBound } from "../authenticators/gather-standing.ts";
import { refuseFlagged } from "../authenticators/refuse-flagged.ts";
import { countInWindow, isCountedIn } from "../database/counter.ts";
import type { Whereabouts } from "../embedding.ts";
import { type Acting, findActing } from "../policies/acting.ts";
import { isRefusal, type Refusal, refuse } from "../problems.ts";
import type { Source } from "../rules/policies/held/held-policies.ts";
import { decidePolicyGap } from "../rules/policies/binding/gap.ts";
import { decideRequest, type RequestDecision } from "../rules/requests/request.ts";
import { decideStepUpKinds, decideStepUpTerms } from "../rules/step-up/terms.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";
import type { Services, World } from "../services.ts";
import type { BindingRequired } from "../rules/policies/binding/binding-required.ts";

/** Why a request may not go on, though its session lives. */
export type NotAdmitted = Refusal<"not-allowed" | "step-up-required" | "session-flagged" | "not-signed-in">;

/** Asks the rule of every request. */
export function decideFor(
  { config, now }: World,
  { session, holding }: Pick<Person, "session" | "holding">,
  acting?: Acting,
): RequestDecision {
  const { held } = holding;
  return decideRequest({ session, limits: config.session, held, acting: acting?.facts, now: now() });
}

/** Refuses a session that no longer meets what its account is held to: something must be bound, or proven, first. */
export async function refuseBelowPolicy(
  services: Services,
  caller: Pick<Person, "session" | "holding">,
): Promise<NotAdmitted | undefined> {
  const { session, holding } = caller;
  if (decideFor(services, caller).verdict !== "below-policy") return undefined;
  const bound = await gatherBound(services, session.accountId);
  const gap = decidePolicyGap(bound, session, holding.held, services.now());
  if (!gap) return undefined;
  if (gap.next === "bind") return refuseUnbound(gap.binding);
  return refuseUnproven("meet-policy", gap.acceptable, gap.source);
}

/**
 * Lets a caller act in an organization, or a workspace of it, or says why not. A use of break-glass and being kept out are
 * events, once an hour for each session.
 */
export function enter(
  services: Services,
  caller: Person,
  where: Whereabouts,
): Acting | NotAdmitted | Promise<Acting | NotAdmitted> {
  const { session, holding, client } = caller;
  const acting = findActing(services.workspaceUses, { holding, sessionId: session.id, address: client.ip }, where);
  if (isRefusal(acting)) return acting;
  const decision = decideFor(services, caller, acting);
  // Mostly there is nothing to look up or to write, and waiting a turn for nothing would cost more than the rule.
  if (decision.verdict === "admitted" && !decision.byBreakGlass) return letIn(services, caller, acting);
  return enterElse(services, caller, acting, decision);
}

async function enterElse(
  services: Services,
  caller: Person,
  found: Acting,
  first: RequestDecision,
): Promise<Acting | NotAdmitted> {
  const acting = isAfterProof(first) ? await withLastUse(services, caller, found) : found;
  const decision = acting === found ? first : decideFor(services, caller, acting);
  if (decision.verdict === "ended") return refuse("not-signed-in");
  if (decision.verdict === "flagged") return (await refuseFlagged(services, caller.session)) ?? refuse("not-signed-in");
  if (decision.verdict === "kept-out") return keepOut(services, caller, acting, decision.acting);
  const below = decision.verdict === "below-policy" ? await refuseBelowPolicy(services, caller) : undefined;
  if (below) return below;
  if (decision.byBreakGlass) await noteOnce(services, caller, acting, { type: "break-glass.used" });
  return letIn(services, caller, acting);
}

function letIn(
  { workspaceUses, now }: Services,
  { session, client }: Person,
  acting: Acting,
): Acting | Promise<Acting> {
  const { workspaceId, facts } = acting;
  if (workspaceId === null || !facts.limits || client.isBackground) return acting;
  const { lastUsedAt, limits } = facts;
  const use = { at: now(), lastUsedAt, idleSeconds: limits.idleSeconds };
  const noted = workspaceUses.note(session.id, workspaceId, use);
  return noted ? noted.then(() => acting) : acting;
}

const isAfterProof = (decision: RequestDecision): boolean =>
  decision.verdict === "kept-out" && decision.acting.may === "after-proof";

// What this server remembers is never later than what all of them know: it is asked for only when it is not enough.
async function withLastUse({ workspaceUses }: Services, { session }: Person, acting: Acting): Promise<Acting> {
  const { workspaceId, facts } = acting;
  if (workspaceId === null) return acting;
  return { ...acting, facts: { ...facts, lastUsedAt: await workspaceUses.find(session.id, workspaceId) } };
}

async function keepOut(
  services: Services,
  caller: Person,
  acting: Acting,
  decision: Extract<RequestDecision, { verdict: "kept-out" }>["acting"],
): Promise<NotAdmitted> {
  if (decision.may === false) {
    await noteOnce(services, caller, acting, {
      type: "access.refused",
      reason: decision.refusal.reason as "ip-allowlist",
    });
    return decision.refusal;
  }
  const bound = await gatherBound(services, caller.account.id);
  const { strength } = decideStepUpTerms(services.config.stepUpStrength, caller.holding.held);
  return refuseUnproven("enter-workspace", decideStepUpKinds(bound, strength), decision.source);
}

type Noted =
  | { readonly type: "break-glass.used"; readonly reason?: never }
  | { readonly type: "access.refused"; readonly reason: EventData["access.refused"]["reason"] };

async function noteOnce(
  services: Services,
  caller: Person,
  { place, workspaceId }: Acting,
  { type, reason }: Noted,
): Promise<void> {
  const key = `${type}:${caller.session.id}:${place.id}:${reason ?? ""}`;
  // Mostly it is noted already, and nobody has to wait for the disk to hear it again.
  if (await isCountedIn(services.read, key, 3600, services.now())) return;
  await services.transact(async (work) => {
    if ((await countInWindow(work.tx, key, 3600, work.now())).count > 1) return;
    const within = workspaceId !== null && { workspaceId };
    const about = { ...aboutOwn(caller), organizationId: place.id };
    if (type === "break-glass.used")
      await recordEvent(work, { ...about, type, data: { policy: "ipAllowlist", ...within } });
    else await recordEvent(work, { ...about, type, data: { reason, ...within } });
  });
}

/** What a session may do only after something is bound is told with what would do. */
function refuseUnbound(binding: BindingRequired): Refusal<"not-allowed"> {
  const { required, source } = binding;
  const { organization, workspace } = source;
  return refuse("not-allowed", {
    reason: "binding-required",
    detail: `${organization.name} requires ${required === "two-factor" ? "a second factor" : "a passkey or security key"}. Set one up to go on.`,
    bindingRequired: describeBinding(binding),
    policy: { name: "secondFactor", organization, workspace },
  });
}

export function describeBinding({ required, kinds, source }: BindingRequired) {
  const { organization, workspace } = source;
  return { required, kinds, from: { organization, workspace } };
}

function refuseUnproven(
  operation: Operation,
  acceptable: readonly AuthenticatorKind[],
  source: Source,
): Refusal<"step-up-required"> {
  const { organization, workspace } = source;
  return refuse("step-up-required", {
    stepUp: { operation, acceptable, maxAgeSeconds: 600 },
    policy: { name: operation === "meet-policy" ? "secondFactor" : "session", organization, workspace },
  });
}
