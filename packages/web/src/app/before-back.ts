type Heard = (event: PopStateEvent) => void;

let current: Heard | null = null;

/** Hears of Back and Forward before the router does. Listeners of a window are called in the order they came, so this comes first. */
export function listenFirst(): void {
  addEventListener("popstate", (event) => current?.(event));
}

/** While it is set, a page may keep the router from hearing of a step. */
export function beforeBack(heard: Heard): () => void {
  current = heard;
  return () => {
    if (current === heard) current = null;
  };
}
