/** How long the link of an alert works. */
export const notMeDays = 7;

export function decideNotMeExpiry(createdAt: number): number {
  return createdAt + notMeDays * 86_400_000;
}

export interface NotMeFacts {
  /** The mailbox the link was sent to. */
  readonly recipient: string;
  /** The account's address now. */
  readonly current: string;
  /** The addresses it has left within seven days. */
  readonly former: readonly string[];
}

/**
 * What a link may do, by whose mailbox it lies in. Only the account's address and those it has left lately may say
 * anything; one it has left is put back, whatever the event: whoever takes an account over changes more than one thing.
 */
export function decideNotMe({ recipient, current, former }: NotMeFacts): "refuse" | "secure" | "secure-and-restore" {
  if (recipient === current) return "secure";
  return former.includes(recipient) ? "secure-and-restore" : "refuse";
}

/** Since when the account counts as in other hands: since the session that did what is disowned was opened, where there is one. */
export function decideDisownedSince(at: number, sessionOpenedAt: number | undefined): number {
  return Math.min(at, sessionOpenedAt ?? at);
}

/** Whether the session the link was used in goes on: it is the person's own, unless it is doubted or did what is disowned. */
export function decideKeepsSession(
  session: { readonly id: string; readonly flaggedAt: number | null },
  eventSessionId: string | null,
): boolean {
  return session.flaggedAt === null && session.id !== eventSessionId;
}

/** For how many days an address that was left is told of changes, and can have itself put back. */
export const formerAddressDays = 7;

/** Addresses left after this still count. */
export function decideFormerSince(now: number): number {
  return now - formerAddressDays * 86_400_000;
}
