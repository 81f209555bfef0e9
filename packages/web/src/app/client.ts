import { createContext, useContext } from "react";
import type { Mortise } from "./api-types.ts";

export const ClientContext = createContext<Mortise | null>(null);

export function useClient(): Mortise {
  const client = useContext(ClientContext);
  if (client === null) throw new Error("Mortise's panels must stand inside a MortiseProvider.");
  return client;
}
