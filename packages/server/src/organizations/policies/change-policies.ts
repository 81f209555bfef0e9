import { recordEvent } from "../../audit/record-event.ts";
import type { Tx } from "../../database/database.ts";
import { noteDueCapture } from "../../policies/due-captures.ts";
import { setPolicy } from "../../policies/stored-policies.ts";
import { findWorkspace } from "../../policies/workspaces.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { decidePolicyChange } from "../../rules/policies/changing/change.ts";
import { decideDraft, type PolicyDraft, type PolicyStep } from "../../rules/policies/changing/draft.ts";
import type { Member } from "../../sessions/caller.ts";
import type { Services, Work } from "../../services.ts";
import { asAdmin, holdMember } from "../hold-member.ts";
import { noteCopiesAddress } from "./alert-copies.ts";
import { type FindPassedTest, type GatheredChange, gatherChange } from "./gather-change.ts";
import type { Scope } from "./members.sql.ts";
import { notePreview } from "./note-preview.ts";
import { previewChange, type PolicyPreview } from "./preview-change.ts";

export type { Scope } from "./members.sql.ts";

type Refused = Refusal<"not-found" | "not-allowed" | "not-signed-in" | "invalid-request">;

/** What somebody wants to be asked for, and how it is known that they tested what they want to require. */
export interface WantedPolicies {
  readonly draft: PolicyDraft;
  readonly findPassedTest: FindPassedTest;
}

/** Changes what an organization, or a workspace of it, asks of its people: all of the draft, or nothing. */
export async function changePolicies(
  services: Services,
  caller: Member,
  scope: Scope,
  wanted: WantedPolicies,
): Promise<Refused | undefined> {
  const unfit = decideDraft(wanted.draft, scope.workspaceId !== null);
  if (unfit) return unfit;
  return services.transact(async (work): Promise<Refused | undefined> => {
    const change = await holdChange(work, caller, scope, wanted);
    if ("refused" in change) return change;
    const refusal = decidePolicyChange(change.facts);
    if (refusal) return refusal;
    const { steps } = change.facts;
    if (steps.length === 0) return undefined;
    const { counts } = await previewChange(work, caller, change);
    await write(work, caller, scope, steps);
    await record(work, caller, scope, { steps, counts });
    if (steps.some(({ policy }) => policy === "singleSignOn"))
      await noteDueCapture(work, scope.organizationId, caller.session.id);
    const copies = steps.find(({ policy }) => policy === "alertCopiesTo");
    if (copies) await noteCopiesAddress(work, caller, copies.to as string | null);
    return undefined;
  });
}

/** What a change would do, and whether it would be refused. Changes nothing; that members' addresses were shown is an event. */
export async function previewPolicies(
  services: Services,
  caller: Member,
  scope: Scope,
  wanted: WantedPolicies,
): Promise<PolicyPreview | Refused> {
  const unfit = decideDraft(wanted.draft, scope.workspaceId !== null);
  if (unfit) return unfit;
  const { read } = services.database;
  if (!(await isThere(read, scope))) return refuse("not-found");
  const { id, name, plan, timeZone } = caller.place;
  const organization = { id, name, plan, timeZone, createdAt: 0 };
  const change = await gatherChange(services, caller, { organization, scope, ...wanted });
  const preview = await previewChange(services, caller, change);
  if (preview.addresses.length > 0) await notePreview(services, caller, scope);
  return preview;
}

async function holdChange(
  work: Work,
  caller: Member,
  scope: Scope,
  wanted: WantedPolicies,
): Promise<GatheredChange | Refused> {
  const held = await holdMember(work.tx, caller, "change-policies");
  if ("refused" in held) return held;
  if (!(await isThere(work.tx, scope))) return refuse("not-found");
  return gatherChange(work, caller, { organization: held.organization, scope, ...wanted });
}

async function isThere(
  read: Tx | Services["database"]["read"],
  { organizationId, workspaceId }: Scope,
): Promise<boolean> {
  return workspaceId === null || (await findWorkspace(read, organizationId, workspaceId)) !== undefined;
}

async function write(
  { tx, now }: Work,
  { account }: Member,
  { organizationId, workspaceId }: Scope,
  steps: readonly PolicyStep[],
): Promise<void> {
  const about = { scope: workspaceId ?? organizationId, organizationId, setAt: now(), setBy: account.id };
  for (const { policy, to } of steps) await setPolicy(tx, about, policy, to);
}

async function record(
  work: Work,
  caller: Member,
  { workspaceId }: Scope,
  { steps, counts }: { steps: readonly PolicyStep[]; counts: PolicyPreview["counts"] },
): Promise<void> {
  const { mustBind, signedOut, lockedOut } = counts;
  await recordEvent(work, {
    type: "policies.changed",
    accountId: null,
    ...asAdmin(caller),
    data: {
      ...(workspaceId !== null && { workspaceId }),
      changes: steps.map(({ policy, from, to }) => ({ policy, from: plain(from), to: plain(to) })),
      preview: { mustBind, signedOut, lockedOut },
    },
  });
}

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };

/** A policy's value as an event keeps it. */
export function plain(value: PolicyStep["to"]): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
