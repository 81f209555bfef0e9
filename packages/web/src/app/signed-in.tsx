import { createContext, useContext, useEffect, type ReactNode } from "react";
import { useLocation } from "wouter";
import { LoadError } from "../parts/load-error.tsx";
import { Loading, SkeletonRows } from "../parts/skeleton.tsx";
import type { CurrentSession } from "./api-types.ts";
import { useSession } from "./queries.ts";
import { appText } from "./strings.ts";
import { requestIdOf } from "./trouble.ts";

const SessionContext = createContext<CurrentSession | null>(null);

/** The signed-in person's session. */
export function useCurrentSession(): CurrentSession {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("No session: the page stands outside SignedIn.");
  return session;
}

interface SignedInProps {
  /** In place of the page while nobody is signed in. */
  otherwise: ReactNode;
  children: ReactNode;
}

export function SignedIn({ otherwise, children }: SignedInProps) {
  const { data, error, refetch } = useSession();
  const [location] = useLocation();
  // Asked again on every page and dialog, so a session ended elsewhere is noticed there.
  useEffect(() => void refetch(), [location, refetch]);
  if (data !== undefined && data !== null) return <SessionContext value={data}>{children}</SessionContext>;
  if (data === null) return otherwise;
  if (error !== null) {
    return <LoadError title={appText.startFailed} requestId={requestIdOf(error)} onRetry={() => void refetch()} />;
  }
  return (
    <Loading>
      <SkeletonRows rows={3} />
    </Loading>
  );
}
