import type { Sweep } from "../../database/sweep.ts";
import type { Purpose } from "../../vocabulary/proofs.ts";
import { sha256 } from "../../crypto/hash.ts";
import { randomToken } from "../../crypto/random.ts";
import type { Work, View } from "../../services.ts";
import { type ChallengeRow, deleteOldChallenges, findOpenChallenge, insertChallenge } from "./challenges.sql.ts";

/** What a challenge may be answered for; an answer to one purpose's is none to another's. */
export type ChallengePurpose = Purpose | "bind" | "sign-up";

/** What a challenge is bound to: a purpose, the attempt or pending passkey it was made for, and the session that asked. */
export interface ChallengeBinding {
  readonly purpose: ChallengePurpose;
  readonly subjectId: string;
  readonly sessionId: string | null;
}

/** How long a ceremony may take: people look for keys, and for the right finger. */
export const ceremonySeconds = 600;

/** Makes a challenge of 256 random bits (WebAuthn L3 §13.4.3 asks for 16 bytes at least). Its hash is kept. */
export async function issueChallenge(work: Work, binding: ChallengeBinding): Promise<string> {
  const { tx, random, newId, now } = work;
  const challenge = randomToken(random);
  await insertChallenge(tx, {
    id: newId("chal"),
    challengeHash: sha256(challenge),
    ...binding,
    createdAt: now(),
    expiresAt: now() + ceremonySeconds * 1000,
  });
  return challenge;
}

/** The open challenge an answer was made to, if it was made for just this. Nothing is spent by looking. */
export async function findChallenge(
  { read, now }: View,
  challenge: string,
  { purpose, subjectId, sessionId }: ChallengeBinding,
): Promise<ChallengeRow | undefined> {
  const row = await findOpenChallenge(read, sha256(challenge), now());
  return row && row.purpose === purpose && row.subjectId === subjectId && row.sessionId === sessionId ? row : undefined;
}

/** Forgets challenges that expired a day ago. */
export const sweepChallenges: Sweep = (tx, now, most) => deleteOldChallenges(tx, now - 24 * 60 * 60 * 1000, most);
