import { type AuthenticatorKind, isSecondFactor, kinds, secondFactorKinds } from "../../vocabulary/kinds.ts";
import { deploymentId } from "../../rules/policies/held/deployment.ts";
import type { HeldPolicies, Source } from "../../rules/policies/held/held-policies.ts";
import type { SessionLimits } from "../../rules/sessions/lifetime.ts";
import type { ExplainedPair, ExplainedSecondFactor } from "../../rules/policies/explaining.ts";
import type { StepUpTerms } from "../../rules/step-up/terms.ts";

// For whoever is held to a policy: who asks for what, and since when.

const strengthWords = {
  any: "any of their ways to sign in",
  "second-factor": "a second factor where they have one",
  "phishing-resistant-if-bound": "a passkey where they have one",
} as const;

export function whySecondFactor({ required }: ExplainedSecondFactor, source: Source | null): string {
  if (!source) return "Nobody requires a second factor of you.";
  const what = required === "two-factor" ? "a second factor" : "a passkey or security key";
  if (source.organization.id === deploymentId) return `${source.organization.name} asks everybody for ${what}.`;
  return `${who(source)} for ${what}. ${setOn(source)}`;
}

export function whyAllowedKinds(
  kinds: readonly AuthenticatorKind[] | null,
  forbidden: HeldPolicies["forbiddenKinds"],
): string {
  const by = secondFactorKinds.flatMap((kind) => (forbidden[kind] ? [{ kind, source: forbidden[kind] }] : []));
  const [first, ...others] = by.map(({ source }) => source);
  if (!first || !kinds) return "Every second factor that this service offers may be used.";
  if (others.every((other) => isSame(first, other)))
    return `${place(first)} allows only ${wordsOf(kinds)} as second factors. ${setOn(first)}`;
  const each = by.map(({ kind, source }) => `${place(source)} does not allow ${wordsOf([kind])}. ${setOn(source)}`);
  return each.join(" ");
}

export function whyRememberedDevices(maxDays: number, source: Source | null): string {
  const how =
    maxDays === 0
      ? "no device skips the second step"
      : `a remembered device may skip the second step for ${count(maxDays, "day")}`;
  return source ? `${place(source)} says that ${how}. ${setOn(source)}` : `On this service ${how}.`;
}

export function whyStepUp({ value, sources: [raised, shortened] }: ExplainedPair<StepUpTerms>): string {
  const [how, howLong] = [strengthWords[value.strength], duration(value.windowSeconds)];
  const asks = (source: Source | null, what: string): string =>
    source
      ? `${who(source)} to confirm sensitive changes ${what}. ${setOn(source)}`
      : `This service asks to confirm sensitive changes ${what}.`;
  if (isSame(raised, shortened)) return asks(raised, `with ${how}, which then holds for ${howLong}`);
  return `${asks(raised, `with ${how}`)} ${asks(shortened, `anew after ${howLong}`)}`;
}

export function whySession({ value, sources: [idle, absolute] }: ExplainedPair<SessionLimits>): string {
  const [unused, anyhow] = [duration(value.idleSeconds), duration(value.absoluteSeconds)];
  const signsOut = (source: Source | null, when: string): string =>
    source
      ? `${place(source)} signs its members out ${when}. ${setOn(source)}`
      : `This service signs people out ${when}.`;
  if (isSame(idle, absolute)) return signsOut(idle, `after ${unused} without use, and after ${anyhow} in any case`);
  return `${signsOut(idle, `after ${unused} without use`)} ${signsOut(absolute, `after ${anyhow} in any case`)}`;
}

export function whyWorkspaceSession({ idleSeconds, absoluteSeconds }: SessionLimits, source: Source): string {
  return `${place(source)} asks for a fresh proof after ${duration(idleSeconds)} without use there, and after ${duration(absoluteSeconds)} in any case. ${setOn(source)}`;
}

export function whyPasswordPreset(source: Source | null): string {
  return source
    ? `${who(source)} for passwords by its own rules. ${setOn(source)}`
    : "These are the password rules of this service.";
}

export function whySingleSignOn(source: Source | null): string {
  return source
    ? `${place(source)} asks you to sign in through its identity provider. ${setOn(source)}`
    : "Nobody asks you to sign in through an identity provider.";
}

export function whyAllowlist(allowedHere: boolean, source: Source): string {
  const here = allowedHere ? "You are on one of them." : "You are not on one of them now.";
  return `${place(source)} can be used from its own networks only. ${setOn(source)} ${here}`;
}

function isSame(a: Source | null, b: Source | null): boolean {
  return a?.organization.id === b?.organization.id && a?.workspace?.id === b?.workspace?.id;
}

function wordsOf(allowed: readonly AuthenticatorKind[]): string {
  return listOf(allowed.filter(isSecondFactor).map((kind) => kinds[kind].many));
}

function place({ organization, workspace }: Source): string {
  return workspace ? `The workspace ${workspace.name} of ${organization.name}` : organization.name;
}

function who(source: Source): string {
  return `${place(source)} asks all its members`;
}

// A sentence of its own: after "for 7 days" a date would read as the days' beginning.
// Made once: to make one takes as long as to read a thousand entries of a list.
const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

function setOn({ since }: Source): string {
  return `Set on ${date.format(since)}.`;
}

function duration(seconds: number): string {
  if (seconds % 86_400 === 0) return count(seconds / 86_400, "day");
  if (seconds % 3600 === 0) return count(seconds / 3600, "hour");
  if (seconds % 60 === 0) return count(seconds / 60, "minute");
  return count(seconds, "second");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function listOf(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}` : (words[0] ?? "none");
}
