import type { Authenticators, Identity } from "../app/api-types.ts";
import { securityText } from "./strings.ts";

/** What opens an account: at organizations' providers, and here. */
export interface WaysIn {
  /** By name, each once. */
  providers: string[];
  organizations: string[];
  passkeys: number;
  hasPassword: boolean;
  /** Nothing of their own lets them in. */
  isOnlyByProvider: boolean;
}

export function waysInOf(
  { password, passkeys, passwordManagedBy }: Authenticators,
  identities: readonly Identity[],
): WaysIn {
  // Whoever must come by a provider is let in by nothing of their own.
  const isCaptured = passwordManagedBy !== null;
  const alone = isCaptured ? 0 : passkeys.filter((passkey) => passkey.signsInAlone).length;
  const hasPassword = !isCaptured && password !== null;
  const providers = [...new Set(identities.map(({ connection }) => connection.name))];
  const organizations = [...new Set(identities.map(({ organization }) => organization.name))];
  if (isCaptured && providers.length === 0) {
    const { name } = passwordManagedBy.organization;
    providers.push(securityText.providerOf(name));
    organizations.push(name);
  }
  const isOnlyByProvider = providers.length > 0 && alone === 0 && !hasPassword;
  return { providers, organizations, passkeys: alone, hasPassword, isOnlyByProvider };
}
