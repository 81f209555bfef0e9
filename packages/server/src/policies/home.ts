import type { Reader } from "../database/database.ts";
import { decideSending, type Sending } from "../rules/sso/sending.ts";
import { findActiveConnection } from "./connections.ts";
import { findDomainOf } from "./domains.ts";
import { isRequired } from "./enforcement.ts";

/** Where people of an address' domain are known. */
export interface Home extends Sending {
  readonly connection: { readonly id: string; readonly name: string };
}

/** The provider that people with such an address are sent to. Decided by the domain alone, so it tells of nobody whether they are known. */
export async function findHome(read: Reader, address: { readonly key: string } | undefined): Promise<Home | undefined> {
  const domain = address && (await findDomainOf(read, address.key));
  const connection = domain && (await findActiveConnection(read, domain.organizationId));
  if (!connection) return undefined;
  const { id, name, organizationId } = connection;
  const { isCapturing } = domain;
  const sending = decideSending({ isCapturing, isRequired: await isRequired(read, organizationId) });
  return { connection: { id, name }, ...sending };
}
