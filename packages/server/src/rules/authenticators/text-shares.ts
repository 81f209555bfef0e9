const week = 7 * 24 * 60 * 60 * 1000;

/** For whom messages of a day are counted apart: phones being bound, and those bound so lately that anybody may have done it. */
export type TextShare = "new-phones";

/**
 * What share of the day's messages one more counts in. Half of them are for phones bound for a week or more: whoever binds
 * numbers to use the messages up leaves those to the owners who sign in. Null: only the whole day's limit counts.
 */
export function decideTextShare(
  { isBinding, boundAt, now }: { readonly isBinding: boolean; readonly boundAt: number | null; readonly now: number },
  dailyLimit: number,
): { readonly share: TextShare; readonly limit: number } | null {
  if (!isBinding && boundAt !== null && now - boundAt >= week) return null;
  return { share: "new-phones", limit: Math.ceil(dailyLimit / 2) };
}
