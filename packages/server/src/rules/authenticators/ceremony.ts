/** COSE algorithms asked for, most wanted first (WebAuthn L3 §5.8.5): Ed25519, ES256, ES384, ES512, RS256. */
export const acceptedAlgorithms: readonly number[] = [-8, -7, -35, -36, -257];

/** Those that new keys may have. Without RSA, of which TPMs make 2048 bits, each has 128 bits of security or more. */
export function decideNewAlgorithms(takesRsa: boolean): readonly number[] {
  return takesRsa ? acceptedAlgorithms : acceptedAlgorithms.filter((algorithm) => algorithm !== -257);
}

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

interface Asked {
  readonly purpose: string;
  readonly proofs: number;
}

/** A sign-in that begins names no credential: the authenticator must find its own. */
export function decideNamesNone({ purpose, proofs }: Asked): boolean {
  return purpose === "sign-in" && proofs === 0;
}

/** A passkey that opens a session alone must know its holder; as a second step it is enough that it is there. */
export function decideUserVerification(asked: Asked): UserVerification {
  return decideNamesNone(asked) ? "required" : "preferred";
}

/** Whether this answer came from a credential nobody named: it is discoverable, and says by itself whose it is. */
export function decideWasFound(asked: Asked, answer: { readonly userHandle?: string | null | undefined }): boolean {
  return decideNamesNone(asked) && Boolean(answer.userHandle);
}

/** Whether a new credential is discoverable, by the word of the browser (WebAuthn L3 §10.1.3); without it, not so far as is known. */
export function decideIsDiscoverable({ credProps }: Readonly<Record<string, unknown>>): boolean {
  return typeof credProps === "object" && credProps !== null && "rk" in credProps && credProps.rk === true;
}
