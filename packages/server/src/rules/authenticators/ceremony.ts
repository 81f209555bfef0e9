/** COSE algorithms asked for, most wanted first (WebAuthn L3 §5.8.5): Ed25519, ES256, ES384, ES512, RS256. */
export const acceptedAlgorithms: readonly number[] = [-8, -7, -35, -36, -257];

export interface FrameFacts {
  readonly crossOrigin: boolean;
  readonly topOrigin: string | undefined;
  /** Origins of hosts whose pages may hold ours in a frame. */
  readonly listedOrigins: readonly string[];
}

/** Whether a ceremony may have run in that frame (WebAuthn L3 §7.1 and §7.2): ours, or a listed host's by name. */
export function decideFrame({ crossOrigin, topOrigin, listedOrigins }: FrameFacts): boolean {
  if (!crossOrigin) return topOrigin === undefined;
  return topOrigin !== undefined && listedOrigins.includes(topOrigin);
}

/** Whether the flags fit what was known at binding: eligibility never changes, and only what is eligible is backed up. */
export function decideBackupFlags(
  known: { readonly backupEligible: boolean },
  given: { readonly backupEligible: boolean; readonly backedUp: boolean },
): boolean {
  return given.backupEligible === known.backupEligible && (given.backupEligible || !given.backedUp);
}

/** Whether a signature counter says there is one authenticator only (WebAuthn L3 §6.1.1). Synced passkeys always say 0. */
export function decideCounter(stored: number, given: number): "alone" | "cloned" {
  return given > stored || (stored === 0 && given === 0) ? "alone" : "cloned";
}

export type UserVerification = "required" | "preferred";

/** A passkey that opens a session alone must know its holder; as a second step it is enough that it is there. */
export function decideUserVerification(attempt: {
  readonly purpose: string;
  readonly proofs: number;
}): UserVerification {
  return attempt.purpose === "sign-in" && attempt.proofs === 0 ? "required" : "preferred";
}
