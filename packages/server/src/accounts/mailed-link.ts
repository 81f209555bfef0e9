import type { Sweep } from "../database/sweep.ts";
import { urlOf } from "../addresses.ts";
import { sha256 } from "../crypto/hash.ts";
import { randomToken } from "../crypto/random.ts";
import type { World } from "../services.ts";
import { deleteOldLinks } from "./mailed-links.sql.ts";
import { decideReturnTo } from "../rules/requests/return-to.ts";

/** How long a mailed link works. */
export const linkSeconds = 24 * 60 * 60;

/** A link for a mail, and what is stored of it. */
export interface MailedLink {
  /** Carries the token in its fragment, which reaches no server log and no scanner's GET. */
  readonly url: string;
  readonly row: { readonly tokenHash: Uint8Array; readonly createdAt: number; readonly expiresAt: number };
}

/** What a mailed link knows of the way it is on: another device knows of it by the mail alone. */
export interface OnTheWay {
  /** Where its owner came from. Told if that is a place they may be sent back to. */
  readonly returnTo?: string | undefined;
  /** The token of the open invitation that was mailed to this very address, which comes next. */
  readonly invitation?: string | undefined;
}

export function newLink(
  { random, config, now }: World,
  page: "/verify-email" | "/reset-password",
  { returnTo, invitation }: OnTheWay = {},
): MailedLink {
  const query = returningTo(config, returnTo);
  const next = invitation === undefined ? "" : `&invitation=${invitation}`;
  const token = randomToken(random);
  const createdAt = now();
  return {
    url: urlOf(config, `${page}${query}#token=${token}${next}`),
    row: { tokenHash: sha256(token), createdAt, expiresAt: createdAt + linkSeconds * 1000 },
  };
}

/** What a mailed link says of where its owner came from, if that is a place they may be sent back to. */
export function returningTo(
  { publicUrl, origins }: Pick<World["config"], "publicUrl" | "origins">,
  returnTo: string | undefined,
): "" | `?${string}` {
  const back = decideReturnTo(returnTo, publicUrl, origins);
  return back === undefined ? "" : `?${new URLSearchParams({ return_to: back }).toString()}`;
}

/** Forgets links a week after they stopped working. */
export const sweepMailedLinks: Sweep = (tx, now, most) => deleteOldLinks(tx, now - 7 * linkSeconds * 1000, most);
