import type { FlagReason } from "../vocabulary/events/words.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";
import type { Proof } from "../vocabulary/proofs.ts";
import type { Config } from "../config/config.ts";

/** A live session, as the rest of the server knows it. */
export interface Session {
  readonly id: string;
  readonly accountId: string;
  /** Of the token it was found by. */
  readonly tokenHash: Uint8Array;
  readonly proofs: readonly Proof[];
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** The absolute end; idleness may end it earlier. */
  readonly expiresAt: number;
  readonly confirmationEndedAt: number | null;
  /** Set while the session is doubted. */
  readonly flaggedAt: number | null;
  readonly flaggedReason: FlagReason | null;
  /** When the device that stood in for the second step had taken it itself; null when none did. */
  readonly rememberedAt: number | null;
  readonly known: KnownUse;
}

/** How a session was used so far: what its next request is held against. */
export interface KnownUse {
  /** The browser and system it was opened with. */
  readonly browser: string;
  readonly os: string;
  /** Opened by a program that holds its token itself. */
  readonly isProgram: boolean;
  /** Where it was last seen, and when that was last written. */
  readonly ip: string;
  readonly locatedAt: number;
}

/** Proofs as kept in a session: the newest of each kind. One that verified its holder is not displaced by one that did not. */
export function mergeProof(proofs: readonly Proof[], added: Proof): Proof[] {
  const isDisplaced = ({ kind, userVerified }: Proof): boolean =>
    kind === added.kind && (added.userVerified === true || userVerified === undefined);
  return [...proofs.filter((proof) => !isDisplaced(proof)), added];
}

/** Kinds that prove nothing in this deployment (docs/decisions/0022). */
export function listSwitchedOff({ textMessages }: Pick<Config, "textMessages">): readonly AuthenticatorKind[] {
  return textMessages.isOn ? [] : ["phone"];
}
