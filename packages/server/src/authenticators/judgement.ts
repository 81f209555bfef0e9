import type { SignInFailure } from "../audit/events.ts";
import type { busy } from "../crypto/password-hash.ts";
import type { Tx } from "../database/database.ts";
import type { AuthenticatorKind } from "../rules/vocabulary.ts";

/** What looking at an answer came to. It is a proof only once `spend` has said so, inside the transaction that uses it. */
export type Judgement =
  | { readonly right: false; readonly reason: SignInFailure }
  | {
      readonly right: true;
      readonly kind: AuthenticatorKind;
      readonly authenticatorId: string;
      /** One conditional write. False when the answer was used, or what it was made with unbound, in the meantime. */
      spend(tx: Tx): Promise<boolean>;
    };

export type JudgementOrBusy = Judgement | typeof busy;
