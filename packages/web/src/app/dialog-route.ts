import { useCallback } from "react";
import type { PageAddress } from "../../../server/src/addresses.ts";
import { useHere, useNavigate } from "../parts/navigation.ts";

function openedFromHere(): boolean {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null && "dialog" in state;
}

/** Closes the dialog at this address: back to where it was opened, or to its page when the address was opened itself. */
export function useCloseTo(page: PageAddress): () => void {
  const location = useHere();
  const navigate = useNavigate();
  return useCallback(() => {
    if (openedFromHere() && location !== page) history.back();
    else navigate(page, { replace: true });
  }, [location, navigate, page]);
}
