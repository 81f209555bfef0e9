import type { Reader } from "../database/database.ts";
import { findConnection } from "../policies/connections.ts";
import type { Client } from "../services.ts";
import type { Attempt } from "./attempt.ts";
import { isOwnBrowser } from "./redirects.ts";
import { isLinkPending } from "./vouched.ts";

/** Whom an identity provider named in an attempt. */
export interface Naming {
  readonly connection: { readonly id: string; readonly name: string };
  readonly address: string | null;
  /** Whether the account is known by it already; else its owner must show once that it is theirs. */
  readonly isLinked: boolean;
}

/** Told to the browser that began alone: an attempt's id stands in addresses, and is no secret. */
export async function findNaming(read: Reader, attempt: Attempt, client: Client): Promise<Naming | undefined> {
  const { vouched } = attempt;
  if (vouched === null || !isOwnBrowser(attempt, client)) return undefined;
  const connection = await findConnection(read, vouched.connectionId);
  if (!connection) return undefined;
  const { id, name } = connection;
  return { connection: { id, name }, address: vouched.address, isLinked: !isLinkPending(attempt) };
}
