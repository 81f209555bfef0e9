/** For how many days an address that was left is told of changes, and can have itself put back. */
export const formerAddressDays = 7;

/** Addresses left after this still count. */
export function decideFormerSince(now: number): number {
  return now - formerAddressDays * 86_400_000;
}
