import type { Reader, Tx } from "../database/database.ts";
import { decideHomeDomain, domainOfAddress, listNamesAbove } from "../rules/sso/home-domain.ts";
import type { View } from "../services.ts";
import {
  countDomainRows,
  deleteDomainRow,
  type DomainChange,
  type DomainRow,
  findDomainRow,
  findDomainRowNamed,
  holdDomainRow,
  insertDomain,
  listDomainRows,
  listDueRows,
  listProvenNamed,
  postponeDue,
  setDomain,
} from "./domains.sql.ts";
import { isRequired } from "./enforcement.ts";
import { raiseEpoch } from "./epoch.sql.ts";

/** A DNS name that an organization says is its own; its own once it is verified. */
export type Domain = DomainRow;

/** The proven domain that an address is at. */
export interface HomeDomain {
  readonly id: string;
  readonly organizationId: string;
  /** The domain that was proven: the address's own, or one it is a subdomain of. */
  readonly name: string;
  /** Whether it takes in people who are not of the organization yet. False once its record had been lost for 14 days. */
  readonly isCapturing: boolean;
}

/** The proven domain that an e-mail address is at, by its domain alone. Spelling makes no difference. */
export async function findDomainOf(read: Reader, address: string): Promise<HomeDomain | undefined> {
  const domain = domainOfAddress(address);
  if (domain === undefined) return undefined;
  const home = decideHomeDomain(domain, await listProvenNamed(read, listNamesAbove(domain)));
  if (!home) return undefined;
  const { id, organizationId, name, releasedAt } = home;
  return { id, organizationId, name, isCapturing: releasedAt === null };
}

/** Whether people of an organization have to sign in by a connection that needs this domain. */
export async function isNeededByEnforcement(
  { read }: Pick<View, "read">,
  organizationId: string,
  domainId: string,
): Promise<boolean> {
  const domain = await findDomainRow(read, organizationId, domainId);
  return domain !== undefined && domain.verifiedAt !== null && (await isRequired(read, organizationId));
}

export function addDomainRow(tx: Tx, domain: Domain): Promise<void> {
  return insertDomain(tx, domain);
}

export function findDomain(read: Reader, organizationId: string, id: string): Promise<Domain | undefined> {
  return findDomainRow(read, organizationId, id);
}

export function findDomainNamed(read: Reader, organizationId: string, name: string): Promise<Domain | undefined> {
  return findDomainRowNamed(read, organizationId, name);
}

export function listDomains(
  read: Reader,
  page: { organizationId: string; before?: string | undefined; limit: number },
): Promise<Domain[]> {
  return listDomainRows(read, page);
}

export function countDomains(read: Reader, organizationId: string): Promise<number> {
  return countDomainRows(read, organizationId);
}

export function listDueDomains(read: Reader, now: number, limit: number): Promise<Domain[]> {
  return listDueRows(read, now, limit);
}

/** Takes the look that is due upon oneself. True exactly once, on whichever server. */
export function claimDomainCheck(tx: Tx, domain: Domain, nextAt: number): Promise<boolean> {
  return postponeDue(tx, domain, nextAt);
}

/** Holds a domain until the transaction ends. */
export function lockDomain(tx: Tx, id: string): Promise<Domain | undefined> {
  return holdDomainRow(tx, id);
}

/** Changes a domain. Whose addresses are whose is read anew by every server when that changes. */
export async function changeDomain(tx: Tx, id: string, change: DomainChange): Promise<void> {
  await setDomain(tx, id, change);
  if ("verifiedAt" in change || "releasedAt" in change) await raiseEpoch(tx);
}

/** Removes a domain. True exactly once. */
export async function removeDomainRow(tx: Tx, id: string): Promise<boolean> {
  const removed = await deleteDomainRow(tx, id);
  if (removed) await raiseEpoch(tx);
  return removed;
}
