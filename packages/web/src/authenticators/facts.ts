import type { Authenticator } from "../app/api-types.ts";
import { useNow } from "../parts/clock.tsx";
import { day, relative } from "../parts/format.ts";
import { authenticatorText } from "./strings.ts";

/** "Added 4 Feb 2026", "Last used 2 hours ago". */
export function useAuthenticatorFacts(): (authenticator: Authenticator) => string[] {
  const now = useNow(60_000);
  return ({ createdAt, lastUsedAt }) => [
    authenticatorText.added(day(createdAt)),
    lastUsedAt === null ? authenticatorText.neverUsed : authenticatorText.lastUsed(relative(lastUsedAt, now)),
  ];
}
