import type { ReactNode } from "react";
import { placesAt, type PagePattern, type PlacesIn } from "../../../server/src/addresses.ts";
import { useHere } from "./navigation.ts";

interface AtProps<Pattern extends PagePattern> {
  address: Pattern;
  /** Told what the address names. */
  children: ReactNode | ((places: PlacesIn<Pattern>) => ReactNode);
}

/** A dialog, or another part of a page, which is there while the page is at its address. */
export function At<Pattern extends PagePattern>({ address, children }: AtProps<Pattern>) {
  const places = placesAt(address, useHere());
  if (places === undefined) return null;
  return typeof children === "function" ? children(places) : children;
}
