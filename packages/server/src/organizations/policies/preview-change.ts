import { secondFactorKinds } from "../../vocabulary/kinds.ts";
import type { Reader } from "../../database/database.ts";
import { valuesOf } from "../../policies/stored-policies.ts";
import { decideLeftWithout, decideMustBind, type KindDemand } from "../../rules/policies/binding/allowed-kinds.ts";
import { decidePolicyChange } from "../../rules/policies/changing/change.ts";
import { changes } from "../../rules/policies/changing/change-facts.ts";
import {
  type Belonging,
  decideBindByAfter,
  decideSessionCut,
  setAfter,
} from "../../rules/policies/changing/effects.ts";
import { isStricterSession } from "../../rules/policies/strictness.ts";
import { decideIgnoredSince } from "../../rules/sessions/restoring.ts";
import type { LockOutReason, PolicySet, RequiredSingleSignOn } from "../../vocabulary/policies.ts";
import type { Member } from "../../sessions/caller.ts";
import type { View } from "../../services.ts";
import { type CapturedRow, listCapturedMembers } from "./captured.sql.ts";
import { countMeant, type GatheredChange, kindsOf } from "./gather-change.ts";
import { type LackingRow, listByKinds, mostNamed, type PersonRow } from "./members.sql.ts";
import { previewAllowlist } from "./preview-allowlist.ts";
import { type EndingRow, listEndingSessions } from "./preview.sql.ts";
import type { SeenAddress } from "./seen-from.ts";

/** What a change of policies would do, and to whom. Lists hold a hundred people at most, counts are whole. */
export interface PolicyPreview {
  readonly members: number;
  readonly counts: {
    readonly mustBind: number;
    readonly signedOut: number;
    readonly lockedOut: number;
    readonly sessionsEnded: number;
    readonly captured: number;
    readonly neverSignedIn: number;
  };
  readonly mustBind: readonly (PersonRow & { readonly dueAt: number })[];
  readonly signedOut: readonly (PersonRow & { readonly sessions: number })[];
  readonly lockedOut: readonly LockedOut[];
  /** Members who would have to come by the identity provider; those who never have in front. */
  readonly captured: readonly (PersonRow & { readonly hasSignedIn: boolean })[];
  readonly addresses: readonly SeenAddress[];
  readonly yourAddress: string;
  readonly kinds: Readonly<Record<"passkey" | "totp" | "phone" | "none", number>>;
  /** As which the change itself would be refused; null when it would not. */
  readonly refusal: { readonly reason: string; readonly detail: string } | null;
}

export interface LockedOut extends PersonRow {
  readonly reason: LockOutReason;
  readonly addresses: readonly string[];
}

/** Says what a change would do. Reads only, sets at a time: it is asked of a hundred thousand members too. */
export async function previewChange(view: View, caller: Member, change: GatheredChange): Promise<PolicyPreview> {
  const now = view.now();
  const [binding, ending, keptOut, without, captured] = await Promise.all([
    previewBinding(view.read, change, now),
    previewSessions(view, caller, change),
    previewAllowlist(view, change),
    previewWithout(view.read, change),
    previewCaptured(view.read, change),
  ]);
  const refusal = decidePolicyChange(change.facts);
  const lockedOut = [...keptOut.people, ...without];
  return {
    members: change.byKinds.reduce((sum, { members }) => sum + members, 0),
    counts: {
      mustBind: binding.count,
      signedOut: ending[0]?.members ?? 0,
      lockedOut: keptOut.count + change.facts.leftWithout,
      sessionsEnded: ending[0]?.allSessions ?? 0,
      captured: captured[0]?.members ?? 0,
      neverSignedIn: captured[0]?.strangers ?? 0,
    },
    mustBind: binding.people,
    signedOut: ending,
    lockedOut: lockedOut.slice(0, mostNamed),
    captured: captured.map((row) => ({ ...personOf(row), hasSignedIn: row.hasSignedIn === 1 })),
    addresses: keptOut.addresses,
    yourAddress: caller.client.ip,
    kinds: countKinds(change),
    refusal: refusal ? { reason: refusal.reason, detail: refusal.detail ?? "" } : null,
  };
}

/** What holds together with what is changed. */
function beside({ above }: GatheredChange): PolicySet[] {
  return above ? [valuesOf(above)] : [];
}

function countKinds({ byKinds }: GatheredChange): PolicyPreview["kinds"] {
  const having = (kind: (typeof secondFactorKinds)[number]): KindDemand => ({ lacking: [], having: [kind] });
  return {
    passkey: countMeant(byKinds, having("passkey")),
    totp: countMeant(byKinds, having("totp")),
    phone: countMeant(byKinds, having("phone")),
    none: countMeant(byKinds, { lacking: secondFactorKinds, having: null }),
  };
}

async function previewBinding(
  read: Reader,
  change: GatheredChange,
  now: number,
): Promise<{ count: number; people: PolicyPreview["mustBind"] }> {
  const { facts, byKinds, scope, organization, set, above } = change;
  if (!changes(facts, "secondFactor", "allowedKinds")) return { count: 0, people: [] };
  const policies = [facts.after, ...beside(change)];
  const demand = decideMustBind(policies);
  const count = countMeant(byKinds, demand);
  const rows = count > 0 ? await listByKinds(read, scope, demand, facts.offered) : [];
  const after = setAfter(set, facts.steps, now);
  const dueAt = (row: LackingRow): number => {
    const belonging: Belonging[] = above
      ? [
          { set: after, joinedAt: row.enteredAt ?? row.joinedAt },
          { set: above, joinedAt: row.joinedAt },
        ]
      : [{ set: after, joinedAt: row.joinedAt }];
    return decideBindByAfter(kindsOf(row), belonging, organization.timeZone, now);
  };
  return { count, people: rows.map((row) => ({ ...personOf(row), dueAt: dueAt(row) })) };
}

async function previewSessions(
  { read, config, now: clock }: View,
  { session }: Member,
  change: GatheredChange,
): Promise<EndingRow[]> {
  const { facts, scope } = change;
  const { before, after } = facts;
  const now = clock();
  const cutBy = (set: PolicySet) => decideSessionCut(config.session, [set, ...beside(change)], now);
  const isStricter = changes(facts, "session") && isStricterSession(before.session, after.session);
  const required = requiredAnew(change);
  if (!isStricter && !required) return [];
  return listEndingSessions(read, scope, {
    ...{ now, ignoredSince: decideIgnoredSince(now), living: cutBy(before) },
    ending: isStricter ? cutBy(after) : null,
    captured: required && { required, keepsId: session.id },
  });
}

async function previewWithout(read: Reader, change: GatheredChange): Promise<LockedOut[]> {
  const { facts, scope } = change;
  if (facts.leftWithout === 0) return [];
  const others = beside(change);
  const demand = decideLeftWithout([facts.before, ...others], [facts.after, ...others]);
  const rows = await listByKinds(read, scope, demand, facts.offered);
  return rows.map((row) => ({ ...personOf(row), reason: "no-allowed-kind", addresses: [] }));
}

function requiredAnew({ facts }: GatheredChange): Exclude<RequiredSingleSignOn, "none"> | null {
  const required = facts.after.singleSignOn?.required ?? "none";
  return changes(facts, "singleSignOn") && required !== "none" ? required : null;
}

async function previewCaptured(read: Reader, change: GatheredChange): Promise<CapturedRow[]> {
  const required = requiredAnew(change);
  return required ? listCapturedMembers(read, change.scope.organizationId, required) : [];
}

export function personOf({ id, name, email, role }: PersonRow): PersonRow {
  return { id, name, email, role };
}
