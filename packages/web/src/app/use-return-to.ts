import { useSearch } from "wouter";
import { returnOf } from "./return-to.ts";

/** Where the way that this page is part of leads in the end. */
export function useReturnTo(): string | undefined {
  return returnOf(useSearch());
}
