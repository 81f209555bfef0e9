import { urlOf } from "../addresses.ts";
import { sha256 } from "../crypto/hash.ts";
import { randomToken } from "../crypto/random.ts";
import { decideNotMeExpiry } from "../rules/alerts/not-me.ts";
import type { Work } from "../services.ts";
import { insertLink } from "./not-me-links.sql.ts";

/** Makes the link by which one recipient of one alert says that it wasn't them. Its token stands in the mail only. */
export async function issueNotMeLink(
  { tx, newId, random, config, now }: Work,
  about: { readonly accountId: string; readonly eventId: string; readonly recipient: string },
): Promise<string> {
  const token = randomToken(random);
  const createdAt = now();
  await insertLink(tx, {
    ...about,
    id: newId("nome"),
    tokenHash: sha256(token),
    createdAt,
    expiresAt: decideNotMeExpiry(createdAt),
  });
  return urlOf(config, `/not-me#token=${token}`);
}
