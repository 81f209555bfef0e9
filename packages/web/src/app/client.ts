import { createContext, useContext } from "react";
import type { Mortise } from "./api-types.ts";

interface Connection {
  client: Mortise;
  /** Where Mortise's own pages are; in these, what their addresses begin with. */
  baseUrl: string;
}

export const ConnectionContext = createContext<Connection | null>(null);

function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (connection === null) throw new Error("Mortise's panels must stand inside a MortiseProvider.");
  return connection;
}

export function useClient(): Mortise {
  return useConnection().client;
}

export function useBaseUrl(): string {
  return useConnection().baseUrl;
}
