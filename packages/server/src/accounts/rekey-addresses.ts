import { isUniqueViolation } from "../database/dialects.ts";
import { findSetting, insertSetting } from "../database/deployment.ts";
import type { Services } from "../services.ts";
import { type BeyondAscii, listBeyondAscii, setEmailKey } from "./accounts.sql.ts";
import { parseEmailAddress } from "./email-address.ts";

const done = "address-keys";

/**
 * Gives accounts of before the key their address has now, once: 0.2 folded case without joining marks again, and knew two final
 * sigmas. Only addresses beyond ASCII have another. Where two accounts have one address now, the older one is found by it.
 */
export async function rekeyAddresses(services: Services): Promise<void> {
  const { read, transact } = services;
  if ((await findSetting(read, done)) === "simple-folding") return;
  for (const account of await listBeyondAscii(read)) await rekey(services, account);
  await transact(({ tx }) => insertSetting(tx, done, "simple-folding"));
}

async function rekey({ transact, log }: Services, { id, email, emailKey }: BeyondAscii): Promise<void> {
  const key = parseEmailAddress(email)?.key;
  if (key === undefined || key === emailKey) return;
  try {
    await transact(({ tx }) => setEmailKey(tx, id, key));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    log.warn({ account: id }, "another account has the same address but for its case; this one is not found by it");
  }
}
