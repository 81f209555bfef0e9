/** Whether an account's time has run out: it is gone then, even before the sweep has come by. */
export function decideIsGone({ deletesAt }: { readonly deletesAt: number | null }, now: number): boolean {
  return deletesAt !== null && deletesAt <= now;
}
