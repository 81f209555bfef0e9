/** Mails of each sort that reach one address within an hour, whoever causes them. Each has its own, so that none starves another. */
const perHour = {
  /** Links that anybody can cause by naming an address: sign-up, invitation, change of address, copies of alerts. */
  "asked-link": 10,
  "reset-link": 10,
  /** The link an administrator's requirement comes with: strangers must not use it up. */
  "required-link": 6,
  "account-notice": 20,
  "organization-notice": 10,
} as const;

export type MailSort = keyof typeof perHour;

export const mailWindowSeconds = 60 * 60;

/**
 * What becomes of one more mail, given the count of its sort that includes it. A notice can be read elsewhere, so it is told in
 * a digest; a link works nowhere else, so it is refused, and whoever made it keeps the earlier one working.
 */
export function decideMail(sort: MailSort, countThisHour: number): "goes" | "refused" | "told-later" {
  if (countThisHour <= perHour[sort]) return "goes";
  return sort.endsWith("-link") ? "refused" : "told-later";
}

/** How often one person has addresses asked whether copies of alerts may go there, over all their organizations. */
export const copiesAskedADay = { limit: 10, windowSeconds: 24 * 60 * 60 } as const;
