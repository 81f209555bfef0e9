import { useSyncExternalStore } from "react";

// The router says so of its own steps in these events; the browser of the others.
const changes = ["hashchange", "popstate", "pushState", "replaceState"];

function subscribe(onChange: () => void): () => void {
  for (const change of changes) addEventListener(change, onChange);
  return () => {
    for (const change of changes) removeEventListener(change, onChange);
  };
}

/** What stands after "#" in the address. */
export function useFragment(): string {
  return useSyncExternalStore(subscribe, () => location.hash.slice(1));
}
