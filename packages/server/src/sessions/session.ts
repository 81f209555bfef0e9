import type { Proof } from "../rules/vocabulary.ts";

/** A live session, as the rest of the server knows it. */
export interface Session {
  readonly id: string;
  readonly accountId: string;
  readonly proofs: readonly Proof[];
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** The absolute end; idleness may end it earlier. */
  readonly expiresAt: number;
  readonly confirmationEndedAt: number | null;
}

/** Proofs as kept in a session: the newest of each kind. */
export function mergeProof(proofs: readonly Proof[], added: Proof): Proof[] {
  return [...proofs.filter(({ kind }) => kind !== added.kind), added];
}

/** When the newest proof was given. */
export function confirmedAt(proofs: readonly Proof[]): number {
  return Math.max(0, ...proofs.map(({ at }) => at));
}
