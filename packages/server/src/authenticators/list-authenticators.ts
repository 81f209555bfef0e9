import { decideSignsInAlone } from "../rules/authenticators/protection.ts";
import type { View } from "../services.ts";
import { type BoundPasskeyRow, listBoundPasskeys } from "./passkey/passkeys.sql.ts";
import { findProvider } from "./passkey/provider.ts";
import { findBoundPassword } from "./password/passwords.sql.ts";
import { listBoundPhones } from "./phone/phones.sql.ts";
import { findValidSet } from "./recovery-codes/recovery-codes.sql.ts";
import { listBoundTotp } from "./totp/totp.sql.ts";

interface Listing {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

export interface TotpListing extends Listing {
  readonly kind: "totp";
}

export interface PasskeyListing extends Listing {
  readonly kind: "passkey";
  /** "iCloud Keychain"; null when it is not known. */
  readonly provider: string | null;
  /** Whether it is copied between the person's devices, rather than bound to one. */
  readonly synced: boolean;
  readonly securityKey: boolean;
  readonly transports: readonly string[];
  /** Whether it has verified its holder at least once. */
  readonly verifiesUser: boolean;
  /** Whether a sign-in finds it without naming it, as far as is known. */
  readonly discoverable: boolean;
  /** Whether it opens the account with nothing before it. */
  readonly signsInAlone: boolean;
  readonly credentialId: string;
}

export interface PhoneListing extends Listing {
  readonly kind: "phone";
  /** The number, masked. */
  readonly sentTo: string;
  /** Whether text messages are switched on here. */
  readonly usable: boolean;
}

/** An authenticator in the list its owner sees. */
export type AuthenticatorListing = TotpListing | PasskeyListing | PhoneListing;

export interface AuthenticatorList {
  readonly password: { readonly changedAt: number } | null;
  readonly totp: readonly TotpListing[];
  readonly passkeys: readonly PasskeyListing[];
  readonly phones: readonly PhoneListing[];
  readonly recoveryCodes: { readonly remaining: number; readonly total: number; readonly issuedAt: number } | null;
}

/** All authenticators of an account, in the order they were bound. */
export async function listAuthenticators({ read, config }: View, accountId: string): Promise<AuthenticatorList> {
  const password = await findBoundPassword(read, accountId);
  const codes = await findValidSet(read, accountId);
  return {
    password: password ? { changedAt: password.createdAt } : null,
    totp: (await listBoundTotp(read, accountId)).map((row) => ({ ...common(row), kind: "totp" })),
    passkeys: (await listBoundPasskeys(read, accountId)).map((row) => ({
      ...common(row),
      kind: "passkey",
      provider: findProvider(row.aaguid),
      synced: row.backupEligibleAt !== null,
      securityKey: row.securityKeyAt !== null,
      transports: JSON.parse(row.transports) as string[],
      ...traitsOf(row),
      credentialId: row.credentialId,
    })),
    phones: (await listBoundPhones(read, accountId)).map((row) => ({
      ...common(row),
      kind: "phone",
      sentTo: row.masked,
      usable: config.textMessages.isOn,
    })),
    recoveryCodes: codes ? { remaining: codes.remaining, total: codes.total, issuedAt: codes.issuedAt } : null,
  };
}

function common({ id, name, boundAt, lastUsedAt }: Omit<Listing, "createdAt"> & { boundAt: number | null }): Listing {
  return { id, name, createdAt: boundAt ?? 0, lastUsedAt };
}

function traitsOf({ userVerifiedAt, discoverableAt }: BoundPasskeyRow) {
  const [verifiesUser, discoverable] = [userVerifiedAt !== null, discoverableAt !== null];
  return {
    verifiesUser,
    discoverable,
    signsInAlone: decideSignsInAlone({ verifiesUser, isDiscoverable: discoverable }),
  };
}
