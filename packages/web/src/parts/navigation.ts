import { useLocation } from "wouter";
import type { PageLink } from "../../../server/src/addresses.ts";

interface Options {
  /** Leaves no way back to here. */
  replace?: boolean;
  /** Kept with the history entry. */
  state?: unknown;
}

/** The path of the page that is shown. */
export function useHere(): string {
  return useLocation()[0];
}

/** Goes to one of the pages. */
export function useNavigate(): (to: PageLink, options?: Options) => void {
  return useLocation()[1];
}
