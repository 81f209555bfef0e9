/** How often a witness is told, at most: what is kept outside the database is never older than this. */
export const witnessEverySeconds = 60;

/** Whether a witness is to be told of the newest checkpoint. */
export function hasNewsFor(witness: { readonly size: number; readonly isTold: boolean }, newestSize: number): boolean {
  return newestSize > 0 && (!witness.isTold || witness.size < newestSize);
}

/** What a log makes of its witness's answer. */
export type WitnessVerdict = "signed" | "disagrees" | "failed" | { readonly continueFrom: number };

/** `held` is the size a witness names when it holds another one than was said. */
export function judgeWitnessAnswer(answer: {
  readonly status: number;
  readonly held: number | undefined;
  readonly oldSize: number;
  readonly newSize: number;
}): WitnessVerdict {
  const { status, held, oldSize, newSize } = answer;
  if (status === 200) return "signed";
  if (status === 422) return "disagrees";
  if (status !== 409 || held === undefined) return "failed";
  // The same size under another root, or one this log never had.
  if (held === oldSize || held > newSize) return "disagrees";
  return { continueFrom: held };
}

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
