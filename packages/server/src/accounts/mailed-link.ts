import { urlOf } from "../addresses.ts";
import { sha256 } from "../crypto/hash.ts";
import { randomToken } from "../crypto/random.ts";
import type { Tx } from "../database/database.ts";
import type { World } from "../services.ts";
import { deleteOldLinks } from "./mailed-links.sql.ts";

/** How long a mailed link works. */
export const linkSeconds = 24 * 60 * 60;

/** A link for a mail, and what is stored of it. */
export interface MailedLink {
  /** Carries the token in its fragment, which reaches no server log and no scanner's GET. */
  readonly url: string;
  readonly row: { readonly tokenHash: Uint8Array; readonly createdAt: number; readonly expiresAt: number };
}

export function newLink({ random, config, now }: World, page: "/verify-email" | "/reset-password"): MailedLink {
  const token = randomToken(random);
  const createdAt = now();
  return {
    url: urlOf(config, `${page}#token=${token}`),
    row: { tokenHash: sha256(token), createdAt, expiresAt: createdAt + linkSeconds * 1000 },
  };
}

/** Forgets links a week after they stopped working. */
export function sweepMailedLinks(tx: Tx, now: number): Promise<void> {
  return deleteOldLinks(tx, now - 7 * linkSeconds * 1000);
}
