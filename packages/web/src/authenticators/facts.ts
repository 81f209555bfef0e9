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
  const { provider, name, synced, securityKey, signsInAlone } = authenticator;
  const kept = synced ? authenticatorText.synced : authenticatorText.deviceBound;
  // Said where it is not what the list it stands in leads one to expect.
  const order = signsInAlone ? authenticatorText.signsInAlone : authenticatorText.afterPassword;
  const alone = signsInAlone === securityKey ? [order] : [];
  return [
    ...(provider !== null && provider !== name ? [provider] : []),
    ...(securityKey && !synced ? [] : [kept]),
    ...alone,
  ];
}
