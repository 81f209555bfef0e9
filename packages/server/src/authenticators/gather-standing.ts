import type { BoundAuthenticator } from "../vocabulary/proofs.ts";
import { gatherBelonging } from "../policies/holdings.ts";
import type { Belonging } from "../rules/policies/held/held-places.ts";
import { decideAllowed } from "../rules/policies/binding/binding-required.ts";
import { type AuthenticatorKind, authenticatorKinds } from "../vocabulary/kinds.ts";
import type { View } from "../services.ts";
import { type BoundRow, listBound } from "./bound.sql.ts";

const order = [...new Set<AuthenticatorKind>(["password", ...authenticatorKinds])];

/** What an account can prove itself with, and what it is held to. */
export interface Standing {
  readonly bound: readonly BoundAuthenticator[];
  readonly holding: Belonging;
}

/**
 * Reads an account's standing: everything it can prove itself with, by kind and in the order it was bound; what its
 * organizations do not allow is unusable once it has something they do. Works the same for an account that is not there.
 */
export async function gatherStanding(view: View, accountId: string): Promise<Standing> {
  const { read, config } = view;
  const rows = await listBound(read, accountId);
  rows.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.boundAt - b.boundAt || (a.id < b.id ? -1 : 1));
  const holding = await gatherBelonging(view, accountId);
  const bound = rows.map((row) => toBound(row, config.textMessages.isOn));
  return { bound: decideAllowed(bound, holding.held), holding };
}

/** What an account can prove itself with. */
export async function gatherBound(view: View, accountId: string): Promise<readonly BoundAuthenticator[]> {
  return (await gatherStanding(view, accountId)).bound;
}

function toBound(row: BoundRow, hasTextMessages: boolean): BoundAuthenticator {
  const { kind, id, name, remaining } = row;
  return {
    kind,
    id,
    ...(name !== null && { name }),
    ...(row.breachedAt !== null && { isBreached: true as const }),
    ...(kind === "passkey" && passkeyTraits(row)),
    ...(kind === "phone" && { isUnusable: !hasTextMessages }),
    ...(kind === "recovery-code" && { isSpent: Number(remaining) === 0 }),
  };
}

const passkeyTraits = ({ userVerifiedAt, discoverableAt, securityKeyAt, untriedAt }: BoundRow) => ({
  verifiesUser: userVerifiedAt !== null,
  isDiscoverable: discoverableAt !== null,
  ...(securityKeyAt !== null && { isSecurityKey: true as const }),
  isUntried: untriedAt !== null,
});
