import type { Reader } from "../database/database.ts";
import { findActiveConnection } from "./connections.ts";
import { findDomainOf } from "./domains.ts";
import { isRequired } from "./enforcement.ts";

/** Where people of an address' domain are known. */
export interface Home {
  readonly connection: { readonly id: string; readonly name: string };
  readonly isRequired: boolean;
  /** The domain takes nobody in who is not known: who they are is settled there, not by the address. */
  readonly isReleased: boolean;
}

/** The provider that people with such an address are sent to. Decided by the domain alone, so it tells of nobody whether they are known. */
export async function findHome(read: Reader, address: { readonly key: string } | undefined): Promise<Home | undefined> {
  const domain = address && (await findDomainOf(read, address.key));
  const connection = domain && (await findActiveConnection(read, domain.organizationId));
  if (!connection) return undefined;
  const { id, name, organizationId } = connection;
  const isReleased = !domain.isCapturing;
  // Whoever is new there is not captured any more, and nobody's answer may tell who is.
  return { connection: { id, name }, isReleased, isRequired: !isReleased && (await isRequired(read, organizationId)) };
}
