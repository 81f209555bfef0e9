import { urlOf } from "../addresses.ts";
import { hmacSha256, sha256 } from "../crypto/hash.ts";
import { randomToken } from "../crypto/random.ts";
import { type Counted, countInWindow } from "../database/counter.ts";
import type { Tx } from "../database/database.ts";
import type { Work, World } from "../services.ts";
import { deleteOldLinks } from "./mailed-links.sql.ts";
import { decideReturnTo } from "../rules/requests/return-to.ts";
import { decideMail } from "../rules/requests/throttling.ts";

/** How long a mailed link works. */
export const linkSeconds = 24 * 60 * 60;

/** A link for a mail, and what is stored of it. */
export interface MailedLink {
  /** Carries the token in its fragment, which reaches no server log and no scanner's GET. */
  readonly url: string;
  readonly row: { readonly tokenHash: Uint8Array; readonly createdAt: number; readonly expiresAt: number };
}

/** With where its owner came from, if that is a place they may be sent back to: another device knows of it by the mail alone. */
export function newLink(
  { random, config, now }: World,
  page: "/verify-email" | "/reset-password",
  returnTo?: string,
): MailedLink {
  const back = decideReturnTo(returnTo, config.publicUrl, config.origins);
  const query = back === undefined ? "" : (`?${new URLSearchParams({ return_to: back }).toString()}` as const);
  const token = randomToken(random);
  const createdAt = now();
  return {
    url: urlOf(config, `${page}${query}#token=${token}`),
    row: { tokenHash: sha256(token), createdAt, expiresAt: createdAt + linkSeconds * 1000 },
  };
}

/** Whether one more mail of this sort may go to an address: at most ten an hour, whoever asks. */
export async function mayMail({ tx, keys, now }: Work, sort: string, emailKey: string): Promise<boolean> {
  const key = Buffer.from(hmacSha256(keys[0].derive("try-budgets"), `mail:${sort}:${emailKey}`)).toString("base64url");
  const counted: Counted = await countInWindow(tx, key, 3600, now());
  return decideMail(counted.count);
}

/** Forgets links a week after they stopped working. */
export function sweepMailedLinks(tx: Tx, now: number): Promise<void> {
  return deleteOldLinks(tx, now - 7 * linkSeconds * 1000);
}
