import { readDomainName } from "./domain-name.ts";

/** A domain that was proven, as far as it matters whose addresses are at it. */
export interface ProvenDomain {
  readonly name: string;
  readonly verifiedAt: number;
  readonly includeSubdomainsAt: number | null;
  /** When its record had been lost for too long; somebody else may have proven the name since. */
  readonly releasedAt: number | null;
}

/** The domain of an address, in the one form: what stands behind the last @, whatever stands before it. */
export function domainOfAddress(address: string): string | undefined {
  const at = address.lastIndexOf("@");
  return at < 0 ? undefined : readDomainName(address.slice(at + 1));
}

/** The names by which a domain may be somebody's: its own, and those it is a subdomain of. */
export function listNamesAbove(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join("."));
}

/** Which of the proven domains an address's domain belongs to: the nearest one, and of one name whoever holds it now. */
export function decideHomeDomain<Proven extends ProvenDomain>(
  domain: string,
  proven: readonly Proven[],
): Proven | undefined {
  const holds = ({ name, includeSubdomainsAt }: Proven): boolean =>
    name === domain || (includeSubdomainsAt !== null && domain.endsWith(`.${name}`));
  const isHeld = ({ releasedAt }: Proven): number => (releasedAt === null ? 1 : 0);
  const [home] = proven
    .filter(holds)
    .sort(
      (one, other) =>
        other.name.length - one.name.length || isHeld(other) - isHeld(one) || other.verifiedAt - one.verifiedAt,
    );
  return home;
}
