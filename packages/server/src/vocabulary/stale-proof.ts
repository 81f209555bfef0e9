/** Why a row that changes something asks nobody for fresh proof: what a stale session in other hands may do there. */
export const staleProofIsFine = {
  "fine:its-own": "it takes away only what this very session has",
  "fine:begun-fresh": "it completes what fresh proof began, in the same session and for ten minutes",
  "fine:names": "it changes what something is called, and nothing of who gets in",
  "fine:reads": "it answers a question or notes that something was read, and takes nothing away",
  "fine:adds": "it makes something new beside what is there, and takes nothing from anyone",
  "fine:proven-outside": "what proves it stands with somebody else, where no session writes",
  "fine:mailed-link": "the link of a mail is the proof",
} as const;

export type StaleProofIsFine = keyof typeof staleProofIsFine;
