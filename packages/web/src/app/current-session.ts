import { createContext, useContext } from "react";
import type { CurrentSession } from "./api-types.ts";

/** Filled by SignedIn. */
export const SessionContext = createContext<CurrentSession | null>(null);

/** The signed-in person's session. */
export function useCurrentSession(): CurrentSession {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("No session: the page stands outside SignedIn.");
  return session;
}
