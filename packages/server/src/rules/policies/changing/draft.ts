import { refuse, type Refusal } from "../../../problems.ts";
import {
  policies,
  type PolicyName,
  policyNames,
  type PolicySet,
  type PolicyValues,
} from "../../../vocabulary/policies.ts";
import { parseCidr } from "../../requests/address.ts";

/** Policies as somebody wants them: what is absent stays as it is, null takes it off. */
export type PolicyDraft = { readonly [Name in PolicyName]?: PolicyValues[Name] | null | undefined };

/** What is wrong with a draft in itself, whatever holds so far. */
export function decideDraft(draft: PolicyDraft, isWorkspace: boolean): Refusal<"invalid-request"> | undefined {
  const errors: { pointer: string; detail: string }[] = [];
  const astray = isWorkspace
    ? policyNames.filter((name) => draft[name] != null && !policies[name].isForWorkspaces)
    : [];
  for (const name of astray)
    errors.push({ pointer: `#/${name}`, detail: "This is set for the whole organization, not for a workspace." });
  const { session } = draft;
  if (session && session.idleSeconds > session.absoluteSeconds)
    errors.push({
      pointer: "#/session/idleSeconds",
      detail: "A session cannot be idle for longer than it may last. Give at most absoluteSeconds.",
    });
  return errors.length > 0 ? refuse("invalid-request", { errors }) : undefined;
}

/** One policy that becomes another. */
export interface PolicyStep {
  readonly policy: PolicyName;
  readonly from: PolicySet[PolicyName];
  readonly to: PolicySet[PolicyName];
}

/** What a draft really changes. */
export function listSteps(before: PolicySet, draft: PolicyDraft): PolicyStep[] {
  return policyNames
    .filter((name) => draft[name] !== undefined)
    .map((name): PolicyStep => ({ policy: name, from: before[name], to: settled(name, draft[name] ?? null) }))
    .filter(({ policy, from, to }) => JSON.stringify(settled(policy, from)) !== JSON.stringify(to));
}

/** What holds once the steps are taken. */
export function applySteps(before: PolicySet, steps: readonly PolicyStep[]): PolicySet {
  return { ...before, ...Object.fromEntries(steps.map(({ policy, to }) => [policy, to])) };
}

// One form for each value, so that the same value said in other words is no change.
function settled(name: PolicyName, value: PolicySet[PolicyName]): PolicySet[PolicyName] {
  if (value === null) return null;
  if (name === "allowedKinds") return [...new Set(value as PolicyValues["allowedKinds"])].sort();
  if (name === "ipAllowlist") {
    const { enabled, entries, adminEntries } = value as PolicyValues["ipAllowlist"];
    const plain = (list: typeof entries) =>
      list.map(({ cidr, label }) => ({ cidr: parseCidr(cidr)?.text ?? cidr, label }));
    return { enabled, entries: plain(entries), ...(adminEntries && { adminEntries: plain(adminEntries) }) };
  }
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) as unknown as typeof value;
}
