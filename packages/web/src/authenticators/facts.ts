import type { Authenticator } from "../app/api-types.ts";
import { useNow } from "../parts/clock.tsx";
import { day, relative } from "../parts/format.ts";
import { authenticatorText } from "./strings.ts";

/** "iCloud Keychain", "Synced", "Added 4 Feb 2026", "Last used 2 hours ago". */
export function useAuthenticatorFacts(): (authenticator: Authenticator) => string[] {
  const now = useNow(60_000);
  return (authenticator) => {
    const { createdAt, lastUsedAt } = authenticator;
    return [
      ...ownFacts(authenticator),
      authenticatorText.added(day(createdAt)),
      lastUsedAt === null ? authenticatorText.neverUsed : authenticatorText.lastUsed(relative(lastUsedAt, now)),
    ];
  };
}

function ownFacts(authenticator: Authenticator): string[] {
  if (authenticator.kind === "phone") return authenticator.sentTo === authenticator.name ? [] : [authenticator.sentTo];
  if (authenticator.kind === "totp") return [];
  const { provider, name, synced, securityKey } = authenticator;
  const kept = synced ? authenticatorText.synced : authenticatorText.deviceBound;
  return [...(provider !== null && provider !== name ? [provider] : []), ...(securityKey && !synced ? [] : [kept])];
}
