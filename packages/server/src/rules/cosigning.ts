export interface CosigningFacts {
  /** Whether this log's key is among those the witness was given. */
  readonly isKnownLog: boolean;
  readonly isSigned: boolean;
  /** The size whose checkpoint is continued, as the log says. */
  readonly oldSize: number;
  readonly newSize: number;
  /** The size of the last checkpoint this witness has signed; 0 before the first. */
  readonly heldSize: number;
  readonly isSameRoot: boolean;
  readonly isProven: boolean;
}

/** What a witness answers to a checkpoint (C2SP tlog-witness): it signs only what continues all it has signed before. */
export function decideCosigning(facts: CosigningFacts): 200 | 400 | 403 | 404 | 409 | 422 {
  if (!facts.isKnownLog) return 404;
  if (!facts.isSigned) return 403;
  if (facts.oldSize > facts.newSize) return 400;
  if (facts.oldSize !== facts.heldSize) return 409;
  if (facts.oldSize === facts.newSize && !facts.isSameRoot) return 409;
  return facts.isProven ? 200 : 422;
}
