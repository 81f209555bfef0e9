import type { Person } from "../../sessions/caller.ts";

import { explainSingleSignOn } from "./explain-single-sign-on.ts";
import { offeredKinds } from "./gather-change.ts";
import * as why from "./policy-reasons.ts";
import type { Told } from "./told.ts";
import { gatherBound } from "../../authenticators/gather-standing.ts";
import type { HeldPlace } from "../../rules/policies/held/held-places.ts";
import { type HeldAllowlist, listForRole } from "../../rules/requests/acting.ts";
import {
  explainAllowedKinds,
  type Explained,
  explainLeast,
  explainSecondFactor,
  explainSession,
  explainStepUp,
} from "../../rules/policies/explaining.ts";
import { decidePasswordRules } from "../../rules/authenticators/passwords.ts";
import type { Source } from "../../rules/policies/held/held-policies.ts";
import type { Services, World } from "../../services.ts";

/** What holds for an account: of each policy the strictest, who asks for it and why. */
export async function explainPolicies(services: Services, caller: Person) {
  const { config } = services;
  const { held, places } = caller.holding;
  const bound = await gatherBound(services, caller.account.id);
  const offered = offeredKinds(services);
  const active = [...places.values()].filter(({ suspendedAt }) => suspendedAt === null);
  const [stepUp, session] = [explainStepUp(config.stepUpStrength, held), explainSession(config.session, held)];
  const days = explainLeast(config.rememberDeviceDays, held.rememberDays);
  return {
    secondFactor: tell(explainSecondFactor(bound, offered, held), why.whySecondFactor),
    allowedKinds: tell(explainAllowedKinds(held), (kinds) => why.whyAllowedKinds(kinds, held.forbiddenKinds)),
    rememberedDevices: tell({ ...days, value: { maxDays: days.value } }, ({ maxDays }, source) =>
      why.whyRememberedDevices(maxDays, source),
    ),
    stepUp: tell(stepUp, () => why.whyStepUp(stepUp)),
    session: tell(session, () => why.whySession(session)),
    passwordPreset: tell(explainPreset(services, caller), (_, source) => why.whyPasswordPreset(source)),
    singleSignOn: await explainSingleSignOn(services, caller),
    ipAllowlist: active.flatMap((place) => tellAllowlists(place, caller.client.ip)),
    workspaceSessions: active.flatMap(tellWorkspaceSessions),
  };
}

function tell<Value>(
  { value, source }: Explained<Value>,
  words: (value: Value, source: Source | null) => string,
): Told<Value> {
  return { value, source, why: words(value, source) };
}

function explainPreset({ config }: World, { holding: { held } }: Person): Explained<string> {
  const { preset } = decidePasswordRules(config.passwordRules, held);
  const source = Object.entries(held.passwordPresets).find(([name]) => name !== config.passwordRules.preset)?.[1];
  return { value: preset, source: source ?? null };
}

function tellAllowlists({ role, allowlist, workspaces }: HeldPlace, address: string) {
  const lists = [allowlist, ...[...workspaces.values()].map((workspace) => workspace.allowlist)];
  return lists
    .filter((list): list is HeldAllowlist => list !== null)
    .map((list) => {
      const allowedHere = listForRole(list, role).has(address);
      return { value: { allowedHere }, source: list.source, why: why.whyAllowlist(allowedHere, list.source) };
    });
}

function tellWorkspaceSessions({ workspaces }: HeldPlace) {
  return [...workspaces.values()].flatMap(({ limits }) => {
    if (!limits) return [];
    const { idleSeconds, absoluteSeconds, source } = limits;
    const value = { idleSeconds, absoluteSeconds };
    return [{ value, source, why: why.whyWorkspaceSession(value, source) }];
  });
}
