import type { Policies, PolicyChange, PolicyName, SessionPolicy, WholePolicies } from "../app/api-types.ts";
import { cidrFault, isWithin } from "./cidr.ts";
import { draftText } from "./strings.ts";

export type Entry = NonNullable<Policies["ipAllowlist"]>["entries"][number];

/** What may be changed on the page: the whole organization's policies, workspaces' session limits, break-glass. */
export interface Draft {
  whole: WholePolicies;
  /** Limits of the workspaces that have some. */
  workspaces: Record<string, SessionPolicy>;
  /** Accounts. */
  breakGlass: string[];
}

/** What was edited, and nothing else: what others save in the meantime stays as they saved it. */
export interface Edits {
  whole: Partial<WholePolicies>;
  /** Null takes a workspace's limits off. */
  workspaces: Record<string, SessionPolicy | null>;
  breakGlass?: string[];
}

export const noEdits: Edits = { whole: {}, workspaces: {} };

/** What is saved, with the edits on top. */
export function drawOn(saved: Draft, edits: Edits): Draft {
  const limits = Object.entries({ ...saved.workspaces, ...edits.workspaces });
  return {
    whole: { ...saved.whole, ...edits.whole },
    workspaces: Object.fromEntries(limits.flatMap(([id, each]) => (each === null ? [] : [[id, each]]))),
    breakGlass: edits.breakGlass ?? saved.breakGlass,
  };
}

/** Without the edits that came to nothing, such as what was turned on and off again. */
export function worthKeeping(saved: Draft, edits: Edits): Edits {
  const draft = drawOn(saved, edits);
  const names = new Set<string>(changedNames(saved, draft));
  const workspaces = new Set(changedWorkspaces(saved, draft));
  const only = <Value>(of: Record<string, Value>, kept: Set<string>) =>
    Object.fromEntries(Object.entries(of).filter(([key]) => kept.has(key)));
  return {
    whole: only(edits.whole, names),
    workspaces: only(edits.workspaces, workspaces),
    ...(isBreakGlassChanged(saved, draft) && { breakGlass: draft.breakGlass }),
  };
}

// A record, so that one the API has and this lacks does not compile.
const everyPolicy: Readonly<Record<PolicyName, true>> = {
  secondFactor: true,
  allowedKinds: true,
  rememberedDevices: true,
  stepUp: true,
  session: true,
  ipAllowlist: true,
  passwordPreset: true,
  auditRetentionDays: true,
  alertCopiesTo: true,
  singleSignOn: true,
};

export const policyNames = Object.keys(everyPolicy) as PolicyName[];

export function wholeOf(policies: Policies): WholePolicies {
  return Object.fromEntries(policyNames.map((name) => [name, policies[name]])) as unknown as WholePolicies;
}

/** The whole organization's policies that differ. */
export function changedNames(saved: Draft, draft: Draft): PolicyName[] {
  return policyNames.filter((name) => !isSame(effect(name, saved.whole[name]), effect(name, draft.whole[name])));
}

/** The workspaces whose limits differ, by id. */
export function changedWorkspaces(saved: Draft, draft: Draft): string[] {
  const all = new Set([...Object.keys(saved.workspaces), ...Object.keys(draft.workspaces)]);
  return [...all].filter((id) => !isSame(saved.workspaces[id] ?? null, draft.workspaces[id] ?? null));
}

export function isBreakGlassChanged(saved: Draft, draft: Draft): boolean {
  return !isSame(saved.breakGlass.toSorted(), draft.breakGlass.toSorted());
}

export function countChanges(saved: Draft, draft: Draft): number {
  const others = changedWorkspaces(saved, draft).length + Number(isBreakGlassChanged(saved, draft));
  return changedNames(saved, draft).length + others;
}

/** How much of what was to be saved stands in what is saved now: all of it, a part, or nothing. */
export function standsIn(now: Draft, { saved, draft }: { saved: Draft; draft: Draft }): boolean | "partly" {
  const wanted = titlesToSave(saved, draft);
  const missing = new Set(titlesToSave(now, draft));
  const left = wanted.filter((each) => missing.has(each)).length;
  return left === 0 ? true : left === wanted.length ? false : "partly";
}

function titlesToSave(from: Draft, draft: Draft): string[] {
  return [
    ...changedNames(from, draft),
    ...changedWorkspaces(from, draft),
    ...(isBreakGlassChanged(from, draft) ? ["break-glass"] : []),
  ];
}

/** What the server is asked to change. */
export function changeOf(saved: Draft, draft: Draft): PolicyChange {
  return Object.fromEntries(changedNames(saved, draft).map((name) => [name, draft.whole[name]]));
}

/** What asks for nothing is the same as what is not set. */
function effect(name: PolicyName, value: unknown): unknown {
  if (name === "secondFactor" && (value as WholePolicies["secondFactor"])?.required === "none") return null;
  if (name === "singleSignOn" && (value as WholePolicies["singleSignOn"])?.required === "none") return null;
  if (name === "ipAllowlist") {
    const list = value as WholePolicies["ipAllowlist"];
    if (list?.enabled === false && list.entries.length === 0 && !list.adminEntries) return null;
    return list && { ...list, adminEntries: list.adminEntries ?? null };
  }
  return value;
}

function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** What must be put right before saving, by the section it is in. */
export type Section = "methods" | "ip" | "alerts" | "break-glass";

export interface Trouble {
  section: Section;
  words: string;
}

/** The address is where the signed-in person comes from; undefined while that is not known. */
export function troublesOf(draft: Draft, address: string | undefined): Trouble[] {
  const { allowedKinds, alertCopiesTo } = draft.whole;
  const ip = ipTroubles(draft).map((words) => ({ section: "ip" as const, words }));
  const named = draft.breakGlass.length;
  return [
    ...(allowedKinds?.length === 0 ? [{ section: "methods" as const, words: draftText.noMethod }] : []),
    ...ip,
    ...(ip.length === 0 && isLockedOut(draft, address) ? [{ section: "ip" as const, words: draftText.lockout }] : []),
    ...(alertCopiesTo !== null && !isAddress(alertCopiesTo)
      ? [{ section: "alerts" as const, words: draftText.address }]
      : []),
    ...(named === 1 ? [{ section: "break-glass" as const, words: draftText.twoOwners }] : []),
  ];
}

/** As far as a page can tell; the server has the last word. */
export const isAddress = (typed: string): boolean => /^[^\s@]+@[^\s@.]+\.[^\s@]+$/.test(typed);

function ipTroubles({ whole: { ipAllowlist } }: Draft): string[] {
  if (ipAllowlist === null) return [];
  const { enabled, entries, adminEntries } = ipAllowlist;
  const faults = [...entries, ...(adminEntries ?? [])].flatMap(({ cidr }) => cidrFault(cidr) ?? []);
  const empty = enabled && (entries.length === 0 || adminEntries?.length === 0);
  return empty ? [...faults, draftText.noAddress] : faults;
}

/** Whether this change touches the IP allowlist. */
export function isListChanged(saved: Draft, draft: Draft): boolean {
  return changedNames(saved, draft).includes("ipAllowlist");
}

/** Whether the list that admins are held to keeps out whoever is changing it. Break-glass is for later: nobody sets a list with it. */
export function isLockedOut({ whole: { ipAllowlist } }: Draft, address: string | undefined): boolean {
  if (ipAllowlist?.enabled !== true || address === undefined) return false;
  const mine = ipAllowlist.adminEntries ?? ipAllowlist.entries;
  return mine.length > 0 && !mine.some(({ cidr }) => isWithin(address, cidr));
}
