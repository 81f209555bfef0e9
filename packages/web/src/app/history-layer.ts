import { createContext, useContext, useEffect, useRef, type RefObject } from "react";

/** False inside a host's own page, whose history is not ours to add to. */
export const OwnsHistoryContext = createContext(false);

/**
 * A layer that is no page of its own still takes one history entry, so Back means the layer and not what lies beneath.
 * `onBack` says what Back does; `leave` takes the entry away again and resolves when it is gone.
 */
export function useHistoryLayer(onBack: () => void): { leave: () => Promise<void> } {
  const owned = useContext(OwnsHistoryContext);
  const layer = useRef({ pushed: false, leaving: false });
  const back = useRef(onBack);
  useEffect(() => {
    back.current = onBack;
  });
  useEffect(() => (owned ? watch(layer, back) : undefined), [owned]);
  const leave = () => takeAway(layer);
  return { leave };
}

type Layer = RefObject<{ pushed: boolean; leaving: boolean }>;

function push(layer: Layer): void {
  const state: unknown = history.state;
  history.pushState({ ...(typeof state === "object" ? state : {}), layer: true }, "");
  layer.current.pushed = true;
}

function watch(layer: Layer, back: RefObject<() => void>): () => void {
  if (!layer.current.pushed) push(layer);
  const popped = () => {
    layer.current.pushed = false;
    if (layer.current.leaving) return;
    // Whoever listens may stay: then the entry is needed again.
    push(layer);
    back.current();
  };
  addEventListener("popstate", popped);
  return () => removeEventListener("popstate", popped);
}

function takeAway(layer: Layer): Promise<void> {
  if (!layer.current.pushed) return Promise.resolve();
  layer.current.leaving = true;
  return new Promise((resolve) => {
    addEventListener("popstate", () => resolve(), { once: true });
    history.back();
  });
}
