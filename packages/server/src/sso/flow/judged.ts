import type { Check, Vouched } from "../../vocabulary/sso.ts";

/** What judging a provider's answer came to: all its checks, and whom it names when every one passed. */
export interface Judged {
  readonly checks: readonly Check[];
  readonly vouched: Vouched | null;
}
