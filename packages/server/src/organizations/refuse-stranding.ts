import type { Person } from "../sessions/caller.ts";
import { gatherStanding } from "../authenticators/gather-standing.ts";
import { findPolicies, valuesOf } from "../policies/stored-policies.ts";
import type { Refusal } from "../problems.ts";
import { decideHeir, decideStranding } from "../rules/organizations/stranding.ts";
import type { Work } from "../services.ts";
import { listOwners, lookBackMilliseconds, offeredKinds } from "./policies/gather-change.ts";
import { listAddressesOf } from "./policies/preview.sql.ts";

/** Which owner of a held organization goes, and who takes the place. */
export interface Leaving {
  readonly organization: { readonly id: string; readonly name: string };
  readonly leavingId: string;
  readonly heirId?: string | null;
}

/** Refuses to let an owner go while what the organization asks would keep out all owners who are left. */
export async function refuseStranding(
  work: Work,
  caller: Person,
  { organization, leavingId, heirId = null }: Leaving,
): Promise<Refusal<"conflict"> | undefined> {
  const { id } = organization;
  const unfit = heirId === null ? undefined : await refuseHeir(work, heirId);
  if (unfit) return unfit;
  const { ipAllowlist } = valuesOf(await findPolicies(work.tx, id));
  if (!ipAllowlist?.enabled) return undefined;
  const owners = await listOwners(work, { organizationId: id, workspaceId: null }, [], caller);
  const left = owners.filter(({ accountId }) => accountId !== leavingId);
  const heir = heirId === null ? [] : [await describeHeir(work, heirId)];
  return decideStranding(organization, ipAllowlist, [...left, ...heir]);
}

async function refuseHeir(work: Work, heirId: string): Promise<Refusal<"conflict"> | undefined> {
  const { bound, holding } = await gatherStanding(work, heirId);
  return decideHeir(bound, holding.held, offeredKinds(work), work.now());
}

// Whoever becomes an owner is held to the owners' list from then on, and is not named for break-glass.
async function describeHeir({ tx, now }: Work, heirId: string) {
  const seen = await listAddressesOf(tx, [heirId], now() - lookBackMilliseconds);
  return { role: "owner", addresses: seen.map(({ ip }) => ip), isBreakGlass: false } as const;
}
