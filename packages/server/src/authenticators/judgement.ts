import type { Purpose } from "../vocabulary/proofs.ts";
import type { SignInFailure } from "../vocabulary/events/words.ts";
import type { busy } from "../crypto/password-hash.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";
import type { Client, Work } from "../services.ts";

/** What an answer must be an answer to. */
export interface Question {
  readonly attemptId: string;
  readonly purpose: Purpose;
  /** Whose authenticators count; null for an address nobody has. */
  readonly accountId: string | null;
  /** Nobody was asked for: a passkey may say itself whose it is. */
  readonly isForAnyone: boolean;
  readonly sessionId: string | null;
  /** How many proofs the attempt has already. */
  readonly proofs: number;
}

/** What looking at an answer came to. It is a proof only once `spend` has said so, inside the transaction that uses it. */
export type Judgement =
  | {
      readonly right: false;
      readonly reason: SignInFailure;
      /** Whose authenticator it was all the same, when that is sure. */
      readonly accountId?: string;
      readonly isUnknownCredential?: true;
      /** The passkey of which there seems to be a copy. */
      readonly clonedPasskeyId?: string;
      /** More to be recorded than the rejection. */
      noteRejection?(work: Work, client: Client): Promise<void>;
    }
  | {
      readonly right: true;
      readonly kind: AuthenticatorKind;
      readonly authenticatorId: string;
      /** Whose passkey it was, for an attempt that asked for nobody. */
      readonly accountId?: string;
      readonly userVerified?: true;
      /** One conditional write. False when the answer was used, or what it was made with unbound, in the meantime. */
      spend(work: Work): Promise<boolean>;
    };

export type JudgementOrBusy = Judgement | typeof busy;
