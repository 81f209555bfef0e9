/** Other sessions an account ends without fresh proof: one, then none for so long. Whoever stole a session cannot clear the rest. */
export const staleEndings = { limit: 1, windowSeconds: 24 * 60 * 60 } as const;

/** Whether ending one more asks for fresh proof. Counted for the account: two stolen sessions end no more than one. */
export function decideStaleEndingAsks(endedInWindow: number): boolean {
  return endedInWindow > staleEndings.limit;
}
